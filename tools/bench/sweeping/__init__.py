"""An account with many budgets, and what a user would otherwise read it with."""
