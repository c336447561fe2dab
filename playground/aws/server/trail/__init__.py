"""CloudTrail: the event of a call that wrote, as EventBridge hands it to a rule's target."""
