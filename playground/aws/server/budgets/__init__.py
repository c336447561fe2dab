"""A Budgets that behaves: reads and writes as AWS, and alerts when spend crosses."""
