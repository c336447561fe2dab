"""docs/accounts.md says what a month costs as tools/cost.py computes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.cost import ALARMS, FIGURES, SIZES, SWEEPS, month, table

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_has_the_table() -> None:
    page = (ROOT / "docs" / "accounts.md").read_text("utf-8")
    told = page.split("<!-- month -->\n")[1].split("<!-- /month -->")[0]
    assert told == f"{table()}\n", "python -m tools.cost"


def test_a_price_is_that_of_its_units() -> None:
    assert month(0)[FIGURES] == 0
    assert month(1)[FIGURES] == pytest.approx(4 * SWEEPS / 1000 * 0.01)


def test_more_accounts_cost_more_only_where_they_are_counted() -> None:
    small, large = (month(size) for size in (SIZES[0], SIZES[-1]))
    assert small[ALARMS] == large[ALARMS]
    assert sum(large.values()) > 10 * sum(small.values())


def test_the_alarms_are_those_of_the_deployment() -> None:
    """What a deployment has whatever the number of accounts."""
    pages = [ROOT / "deploy" / name for name in ("alarms.yml", "mend.yml")]
    made = sum(len(re.findall("AWS::CloudWatch::Alarm", one.read_text("utf-8"))) for one in pages)
    assert month(0)[ALARMS] == pytest.approx(made * 0.10)
