"""The artefact: the same bytes each time, offline, for any machine, or none at all."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.aws_lambda.function import Code
from tools import artefact as built
from tools import build, python313

_NONE = not built.LAMBDA_PYTHON.exists() and os.environ.get("CI") != "true"
needs_python313 = pytest.mark.skipif(_NONE, reason=python313.MISSING)
"""A laptop may do without the artefact; where CI is true these fail instead."""


@pytest.fixture(scope="session")
def made(artefact: Code, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of the whole run, built under this machine's umask and time zone."""
    return built.zipped(artefact, tmp_path_factory.mktemp("dist"))


@needs_python313
def test_the_same_bytes_under_another_umask_and_clock(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere" / "app.zip"
    _build(again, "077", "Asia/Tokyo")
    digests = {hashlib.sha256(one.read_bytes()).hexdigest() for one in (made, again)}
    assert len(digests) == 1


@needs_python313
def test_every_entry_is_plain(made: Path) -> None:
    with zipfile.ZipFile(made) as opened:
        entries = opened.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert not [name for name in names if name.endswith((".so", ".pyd", "/RECORD"))]


@needs_python313
def test_it_holds_the_bot_its_bytecode_and_what_it_calls(made: Path) -> None:
    with zipfile.ZipFile(made) as opened:
        names = set(opened.namelist())
        compiled = opened.read("bot/__pycache__/settings.cpython-313.pyc")
    assert {"bot/settings.py", "slack_bolt/__init__.py", "boto3/__init__.py"} <= names
    assert "tzdata/zoneinfo/Europe/Berlin" in names, "DIGEST names a time zone"
    assert "yaml/reader.py" in names, "templates are edited"
    assert not [name for name in names if name.startswith(("playground", "tests", "tools"))]
    sources = {name for name in names if name.endswith(".py")}
    assert {_compiled(name) for name in sources} <= names
    assert compiled[4:8] == bytes([1, 0, 0, 0])  # by hash, unchecked (PEP 552)
    assert b"/var/task/bot/settings.py" in compiled
    for service in build.services():
        assert [n for n in names if n.startswith(f"botocore/data/{service}/")], service


def test_every_client_is_made_by_a_name_that_the_build_can_read() -> None:
    """`session.client(name)` fails in Lambda where botocore's description was left out."""
    for source in (build.ROOT / "bot").rglob("*.py"):
        for call in _calls_of_client(source):
            named = call.args[0] if call.args else None
            assert isinstance(named, ast.Constant), f"{source}:{call.lineno}"
            assert named.value in build.services(), f"{source}:{call.lineno}"


def _calls_of_client(source: Path) -> Iterator[ast.Call]:
    """The calls `session.client(...)` of boto3's session."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = ast.unparse(node.func.value)
            if node.func.attr == "client" and of.lower().endswith("session"):
                yield node


def test_without_a_cpython_313_it_says_so_and_makes_no_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "app.zip"
    old.write_bytes(b"an older one")
    monkeypatch.setenv("PYTHON313", sys.executable + "-gone")
    monkeypatch.setattr(build, "ARTEFACT", old)
    assert build.main() == 1
    assert capsys.readouterr().err == python313.MISSING
    assert not old.exists()


def _compiled(source: str) -> str:
    folder, _, name = source.rpartition("/")
    cached = f"__pycache__/{name.removesuffix('.py')}.cpython-313.pyc"
    return f"{folder}/{cached}" if folder else cached


def _build(artefact: Path, umask: str, zone: str) -> None:
    code = (
        f"from pathlib import Path; from tools.build import build; build(Path({str(artefact)!r}))"
    )
    subprocess.run(
        ["sh", "-c", f'umask {umask}; exec "$0" -c "$1"', sys.executable, code],
        cwd=build.ROOT,
        env={**os.environ, "TZ": zone},
        check=True,
    )
