"""What a worker does with one job: beside the doors, the only room that joins AWS and Slack."""
