"""One file per check and per fix: what lies in the package is used, there is no list to edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType


def modules_of(package: str, path: Iterable[str]) -> Iterator[ModuleType]:
    """Every module under a package, by name; those that start with an underscore are helpers.

    `package` and `path` are the package's own `__name__` and `__path__`.
    """
    found = (m for m in walk_packages(path, f"{package}.") if not m.ispkg)
    for name in sorted(m.name for m in found):
        if not any(part.startswith("_") for part in name.split(".")):
            yield import_module(name)
