"""Runs inside `.venv-aws`: ministack, what it lacks, and the control plane around both."""
