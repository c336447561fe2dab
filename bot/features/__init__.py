"""What budget-check does, one folder for each feature, each with its handlers."""
