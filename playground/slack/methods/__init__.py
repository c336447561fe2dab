"""The Web API's methods, found by what they are: every Method of this package's modules."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from playground.slack.methods.method import Method


def find(name: str) -> Method | None:
    """The method of that name, None where this Slack has none such."""
    return every().get(name)


@functools.cache
def every() -> Mapping[str, Method]:
    """All that this Slack has, by their names."""
    files = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    found = (value for file in files for value in vars(file).values() if isinstance(value, Method))
    return {method.name: method for method in found}
