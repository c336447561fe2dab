"""Alerts that arrive at budget-check's own subscription, and the threads that follow them up."""
