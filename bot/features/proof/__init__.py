"""Proof by a real alert: rights, a temporary budget, its alert, and the budget gone again.

`engine.ProofEngine` decides and writes, each step down in the log first (`engine_base` has what
it shares with proofs by an alarm); `jobs` are what people
press and the schedule leaves, `thread` the words in the thread, `arrival` what an alert
that comes in means for it.
"""
