"""What a laptop and the tests use in place of AWS and Slack. Never deployed."""
