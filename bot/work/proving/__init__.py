"""Proof by a real alert: rights, a temporary budget, its alert, and the budget gone again.

`prover.Prover` decides and writes, each step down in the log first; `acts` are the jobs, `telling`
the words in the thread, `arriving` what an alert that comes in means for it.
"""
