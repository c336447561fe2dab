"""Runs a job: the worker, which kind is whose work, the parts put together."""
