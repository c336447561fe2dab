"""Change tickets: drawn up, opened, and said to be closed."""
