"""Reads budget-check's own deployment: its functions, queues, roles and secrets. Nothing writes."""
