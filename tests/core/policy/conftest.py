"""The same examples on every run, and no clock: the cores are shared."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("policy", derandomize=True, deadline=None)
settings.load_profile("policy")
