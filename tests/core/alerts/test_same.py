"""Whether SNS's message and another app's post announce one alert."""

from __future__ import annotations

import pytest

from bot.core.alerts.same import same_alert
from tests.core.alerts.texts import Said, slack

NAME = "harbour-lights"
AT_80 = Said()


@pytest.mark.parametrize(
    ("post", "same"),
    [
        (AT_80.body, True),
        (AT_80.mail, True),
        (AT_80.block.replace("$200.00", "$200"), True),
        (Said(threshold="$250.00").body, False),
        (Said(threshold="200.00 GB").body, False),
        (Said(kind="FORECASTED").body, False),
        (AT_80.body.replace("> $200.00", "< $200.00"), False),
        (AT_80.mail.replace("\t", "\n"), True),
        (AT_80.subject, None),
        ("", None),
        (AT_80.body.replace(" ", "\u00a0"), True),
        (AT_80.block.replace(" ", "\u202f").replace("Budget", "\u200bBudget"), True),
        (Said(threshold="$250.00").body.replace(" ", "\u00a0"), False),
        (Said(name="another").body, None),
        ("Budget Name: harbour-lights\nAlert Type: ACTUAL\n", None),
        ("Budget Name: harbour-lights\nAlert Threshold: > $200.00\n", None),
        ("Budget Name: harbour-lights\nAlert Threshold: > $250.00\n", False),
        (AT_80.body.replace("> $200.00", "80 of 100 parts"), False),
    ],
)
def test_kind_and_threshold_are_compared_where_both_tell(post: str, same: bool | None) -> None:
    assert same_alert(NAME, AT_80.body, slack(post)) is same


def test_thresholds_that_are_no_number_are_compared_as_they_are_written() -> None:
    odd = Said(threshold="1.234 EUR")
    assert same_alert(NAME, odd.body, slack(odd.body)) is True
    assert same_alert(NAME, odd.body, slack(Said(threshold="1.235 EUR").body)) is False


def test_odd_blanks_make_no_other_budget() -> None:
    ours, theirs = Said(name="cost all"), Said(name="cost\u00a0all")
    assert same_alert("cost all", ours.body, slack(theirs.body)) is True
    assert same_alert("cost\u00a0all", theirs.body, slack(ours.body)) is True


def test_yen_are_compared_by_their_value() -> None:
    ours = Said(threshold="¥150,000", budgeted="¥200,000", amount="¥160,000")
    assert same_alert(NAME, ours.body, slack(Said(threshold="¥150000").body)) is True
    assert same_alert(NAME, ours.body, slack(Said(threshold="¥120,000").body)) is False
