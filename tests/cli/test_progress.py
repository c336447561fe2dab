"""How far a long reading is: seen in a terminal, and in nothing else."""

from __future__ import annotations

import io
import sys

import pytest

from bot.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stderr", "seen"), [(Terminal(), True), (io.StringIO(), False)])
def test_is_told_to_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stderr: io.StringIO,
    *,
    seen: bool,
) -> None:
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as tell:
        tell("Reading the budgets of [account] 1 …")
    assert ("Reading the budgets of [account] 1 …" in stderr.getvalue()) is seen
    assert capsys.readouterr().out == ""
