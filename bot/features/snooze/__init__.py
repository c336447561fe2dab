"""The snooze: asked for with a reason, ended by a person or its time, and told again."""
