"""Finding CPython 3.13 among programs that only are called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import python313


def program(path: Path, says: str, status: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\necho "{says}"\nexit {status}\n', "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("says", "status", "fits"),
    [
        ("cpython 3.13", 0, True),
        ("cpython 3.12", 0, False),
        ("pypy 3.13", 0, False),
        ("cpython 3.13", 127, False),  # a pyenv shim without a version behind it
        ("", 0, False),
    ],
)
def test_it_is_asked_what_it_is(tmp_path: Path, says: str, status: int, fits: bool) -> None:
    assert python313.is_wanted(program(tmp_path / "python3.13", says, status)) is fits


def test_where_it_is_looked_for(tmp_path: Path) -> None:
    shim = program(tmp_path / "shims" / "python3.13", "", 127)
    there = program(tmp_path / ".pyenv/versions/3.13.7/bin/python3.13", "cpython 3.13")
    own = program(tmp_path / "uv/cpython-3.13.1-linux/bin/python3.13", "cpython 3.13")
    home = {"HOME": str(tmp_path), "PATH": str(shim.parent)}
    assert python313.find(home) == there
    there.unlink()
    assert python313.find(home) is None
    assert python313.find({**home, "UV_PYTHON_INSTALL_DIR": str(tmp_path / "uv")}) == own


def test_one_that_is_named_is_the_only_one_asked(tmp_path: Path) -> None:
    there = program(tmp_path / "bin" / "python3.13", "cpython 3.13")
    path = {"PATH": str(there.parent), "HOME": str(tmp_path)}
    assert python313.find(path) == there
    assert python313.find({**path, "PYTHON313": str(tmp_path / "gone")}) is None
