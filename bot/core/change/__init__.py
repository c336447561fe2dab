"""A change: a plan that somebody asked for, its life cycle, and what the log keeps of it."""
