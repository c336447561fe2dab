"""Proof by a real alert: a temporary budget on the same topic, and what came of it.

What an alert proves of a change is `bot.core.alerts.proof`; this makes one come.
"""
