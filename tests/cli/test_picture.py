"""The picture in the terminal says in words what it says in colour, and nobody steers it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.cli import meanings
from bot.cli.picture import draw
from bot.core.findings import Report, Status
from tests.cli.reports import (
    BROKEN,
    HEALTHY,
    HOPS,
    KEY,
    MANAGED_KEY,
    PATH,
    POLICY_ALLOWS,
    TOPIC,
)


def shown(report: Report, width: int = 100) -> str:
    out = io.StringIO()
    draw(report, Console(file=out, width=width, highlight=False, color_system=None))
    return out.getvalue()


def test_shows_the_verdict_the_reason_and_what_helps() -> None:
    text = shown(BROKEN)
    assert "cost-all-services-manage  ✘ BROKEN" in text
    assert "account 111111111111, checked 2026-11-23 09:30 UTC" in text
    assert "The alert does not arrive." in text
    assert text.index("The alert does not arrive.") < text.index("AWS Budgets may not use it.")
    assert "Move the topic to a new customer managed key  (move-to-new-key)" in text
    assert "- Its policy cannot be edited." in text


def test_notifications_with_one_path_are_drawn_once() -> None:
    text = shown(BROKEN)
    assert "actual > 80 %, forecast > 100 %" in text
    assert [line.strip() for line in text.splitlines()].count("✘ BROKEN  key") == 1


def test_each_hop_has_its_status_in_words_and_its_resource_below() -> None:
    lines = [line.strip() for line in shown(BROKEN).splitlines()]
    for hop in HOPS:
        row = next(i for i, line in enumerate(lines) if line.endswith(f"  {hop.hop.value}"))
        assert hop.status.value in lines[row]
        assert lines[row + 1] == hop.resource
        assert lines.count(hop.says) == 1


def test_no_reason_is_said_twice() -> None:
    """The headline's, a hop's, a finding's and its evidence: once, where it comes first."""
    again = replace(MANAGED_KEY, evidence=(MANAGED_KEY.says, *MANAGED_KEY.evidence))
    text = shown(replace(BROKEN, findings=(again, POLICY_ALLOWS)))
    for sentence in (MANAGED_KEY.says, POLICY_ALLOWS.says, *MANAGED_KEY.evidence):
        assert text.count(sentence) == 1


def test_a_code_is_linked_to_what_it_means_where_that_has_an_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.StringIO()
    draw(BROKEN, Console(file=out, width=100, force_terminal=True))
    assert "]8;" not in out.getvalue(), "a checkout has none"
    monkeypatch.setattr(meanings, "documentation", lambda: "https://docs.example/budget-check/")
    draw(BROKEN, Console(file=out, width=100, force_terminal=True))
    link = "https://docs.example/budget-check/findings.md#key:~:text=key.aws%2Dmanaged"
    assert link in out.getvalue()


def test_a_healthy_budget_is_short() -> None:
    text = shown(HEALTHY)
    assert "✔ OK" in text
    assert "The alert arrives." in text
    assert "mend" not in text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_resource_is_cut_in_a_narrow_terminal(width: int) -> None:
    text = "".join(shown(BROKEN, width).split())
    assert TOPIC in text
    assert KEY in text


@pytest.mark.parametrize("name", ["[bold]x[/bold]", "\x1b[31mred", "a\nb\rc", "\u202etxt"])
def test_other_peoples_text_does_not_steer_the_terminal(name: str) -> None:
    hop = replace(HOPS[0], resource=name, says=name)
    path = replace(PATH, hops=(hop,))
    text = shown(replace(BROKEN, budget=name, paths=(path,), verdict=Status.UNKNOWN))
    assert "\x1b" not in text
    assert "\u202e" not in text
    if name.startswith("["):
        assert name in text
