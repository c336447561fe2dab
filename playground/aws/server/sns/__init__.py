"""SNS as AWS behaves where ministack does not: policies, pending subscriptions, metrics."""
