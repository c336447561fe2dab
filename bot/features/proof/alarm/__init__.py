"""Proof by a real alarm: rights, a temporary alarm, its history, and the alarm gone again.

`engine.AlarmProofEngine` decides and writes, each step down in the log first; `thread` has the
words in the thread. What people press, and what the schedule leaves, is `bot.features.proof.jobs`.
"""
