"""`explain CODE`: what a code means, without anybody being asked."""

from __future__ import annotations

import pytest

from bot.__main__ import main
from bot.cli import meanings
from bot.core.checks import all_checks

CODES = {code: str(status) for check in all_checks() for code, status in check.codes.items()}


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code], {}) == 0
    head, says, *more = capsys.readouterr().out.splitlines()
    assert head == f"{code}: {CODES[code]}" and says.endswith(".") and more == []


def test_with_an_address_it_names_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(meanings, "documentation", lambda: "https://docs.example")
    assert main(["explain", "key.aws-managed"], {}) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "https://docs.example/findings.md#key:~:text=key.aws%2Dmanaged"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("key.aws-manged", "The nearest are key.aws-managed"),
        ("42", "An answer names it, as key.aws-managed."),
    ],
)
def test_a_code_that_there_is_not_is_wrong_usage(
    code: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", code], {}) == 2
    said = capsys.readouterr()
    assert said.out == "" and f"There is no code {code!r}. {hint}" in said.err
