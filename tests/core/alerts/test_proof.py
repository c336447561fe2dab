"""When an alert proves delivery, and when it does not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.alarms import alarms, continued
from bot.core.alerts.message import Alert
from bot.core.alerts.parse import parse
from bot.core.alerts.proof import Arrival, delivered, leads_over, matches
from bot.core.findings import PathReport, Status
from bot.core.model.budget import Notification
from bot.core.model.read import ReadFailed
from tests.core.alerts.texts import ACCOUNT, Said
from tests.core.build import NOW, OTHER, notification, refused

SAID = Said(budgeted="$250.00", threshold="$200.00")
LATER = NOW + timedelta(hours=1)
DAY = timedelta(days=1)


def alert(**changes: object) -> Alert:
    found = parse("", replace(SAID, **changes).body)  # type: ignore[arg-type]  # any field
    assert isinstance(found, Alert)
    return found


IN_ALARM = notification(state="ALARM")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"threshold": 200.0, "threshold_type": "ABSOLUTE_VALUE"},
        {"threshold": 200.004, "threshold_type": "ABSOLUTE_VALUE"},
        {"threshold": 80.001},
        {"state": None},
    ],
)
def test_matches(changes: dict[str, object]) -> None:
    assert matches(alert(), replace(notification(), **changes))  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "FORECASTED"},
        {"operator": "LESS_THAN"},
        {"threshold": 79.0},
        {"threshold": 80.01},
        {"threshold_type": "ABSOLUTE_VALUE"},
        {"threshold_type": None},
        {"threshold_type": "SOMETHING_NEW"},
        {"threshold": float("nan")},
        {"threshold": float("inf")},
    ],
)
def test_is_another(changes: dict[str, object]) -> None:
    assert not matches(alert(), replace(notification(), **changes))  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("changes", "matching"),
    [
        ({"threshold": "80%"}, True),
        ({"threshold": "80.00 %", "budgeted": "100%"}, True),
        ({"threshold": "79%"}, False),
        ({"threshold": "200.00 USD"}, False),
        ({"threshold": "200.00 USD", "budgeted": "250.00 USD"}, True),
        ({"budgeted": "somewhat"}, False),
        ({"threshold": "much"}, False),
        ({"kind": "Actual"}, True),
        ({"kind": "PROJECTED"}, False),
        # 15 % of $5.00, and a third that was rounded.
        ({"budgeted": "$5.00", "threshold": "$4.00"}, True),
        ({"budgeted": "$0.33", "threshold": "$0.26"}, True),
        ({"budgeted": "$0.33", "threshold": "$0.25"}, False),
    ],
)
def test_percentages_of_the_alerts_own_budget(changes: dict[str, object], matching: bool) -> None:
    assert matches(alert(**changes), notification()) is matching


def test_a_percentage_is_not_an_amount() -> None:
    absolute = notification(threshold=80.0, threshold_type="ABSOLUTE_VALUE")
    assert not matches(alert(threshold="80%"), absolute)


def test_an_alert_without_a_threshold_matches_nothing() -> None:
    assert not matches(replace(alert(), threshold=None), notification())
    assert not matches(replace(alert(), budgeted=None), notification())


@given(st.floats(0.01, 10_000), st.floats(0.01, 1_000_000))
def test_what_aws_rounds_still_matches(threshold: float, limit: float) -> None:
    budgeted = Decimal(f"{limit:.2f}")
    exact = budgeted * Decimal(str(threshold)) / 100
    told = alert(budgeted=f"${budgeted:,.2f}", threshold=f"${exact:,.4f}")
    assert matches(told, notification(threshold=threshold))


TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
ELSEWHERE = f"arn:aws:sns:eu-west-1:{ACCOUNT}:evil"
ARRIVAL = Arrival(alert(), LATER, TOPIC)


def paths(
    *notifications: Notification | ReadFailed, topic: str = TOPIC, verdict: Status = Status.OK
) -> tuple[PathReport, ...]:
    """One path for each, over that topic."""
    return tuple(PathReport(one, topic, verdict, (), ()) for one in notifications)


def test_delivered() -> None:
    others = paths(notification(threshold=50.0), IN_ALARM, notification(type="FORECASTED"))
    assert delivered(ARRIVAL, NOW, others)
    assert delivered(ARRIVAL, NOW, others, alarms([notification(state="OK")], NOW - DAY))


NOT_DELIVERED: dict[str, tuple[Arrival, tuple[Notification, ...]]] = {
    "before the change": (replace(ARRIVAL, at=NOW - timedelta(seconds=1)), (IN_ALARM,)),
    "at the change": (replace(ARRIVAL, at=NOW), (IN_ALARM,)),
    "another account's topic": (replace(ARRIVAL, topic=TOPIC.replace(ACCOUNT, OTHER)), (IN_ALARM,)),
    "an alert without an account": (
        replace(ARRIVAL, alert=replace(alert(), account="")),
        (IN_ALARM,),
    ),
    "no account at all": (Arrival(replace(alert(), account=""), LATER, ""), (IN_ALARM,)),
    "the notification is OK": (ARRIVAL, (notification(),)),
    "the state is not told": (ARRIVAL, (notification(state=None),)),
    "another is in alarm": (ARRIVAL, (notification(), notification(threshold=50.0, state="ALARM"))),
    "no notification": (ARRIVAL, ()),
}


@pytest.mark.parametrize("case", NOT_DELIVERED)
def test_not_delivered(case: str) -> None:
    arrival, notifications = NOT_DELIVERED[case]
    assert not delivered(arrival, NOW, paths(*notifications, topic=arrival.topic))


@pytest.mark.parametrize("verdict", [Status.OK, Status.AT_RISK, Status.UNKNOWN])
def test_by_a_path_that_is_not_broken(verdict: Status) -> None:
    assert delivered(ARRIVAL, NOW, paths(IN_ALARM, verdict=verdict))
    assert not delivered(ARRIVAL, NOW, paths(IN_ALARM, verdict=Status.BROKEN))


def test_over_a_topic_that_this_very_notification_has() -> None:
    others = (
        *paths(IN_ALARM, topic=ELSEWHERE),
        *paths(notification(threshold=50.0, state="ALARM")),
        *paths(replace(IN_ALARM, action="a1")),
    )
    assert not delivered(ARRIVAL, NOW, others)
    assert leads_over(others, TOPIC) and leads_over(others, ELSEWHERE)
    assert not leads_over(paths(replace(IN_ALARM, action="a1")), TOPIC)
    assert not leads_over(paths(IN_ALARM, verdict=Status.BROKEN), TOPIC)


SEEN = alarms([IN_ALARM], NOW - DAY)


def test_one_that_was_in_alarm_before_the_change_proves_nothing() -> None:
    assert not delivered(ARRIVAL, NOW, paths(IN_ALARM), SEEN)
    others = alarms([notification(state="ALARM", threshold=50.0)], NOW - DAY)
    assert delivered(ARRIVAL, NOW, paths(IN_ALARM), others)


def test_one_that_was_seen_to_turn_since_proves_it() -> None:
    turned = continued(continued(SEEN, ()), alarms([IN_ALARM], LATER))
    assert turned and delivered(ARRIVAL, NOW, paths(IN_ALARM), turned)


def test_an_alarm_of_an_earlier_period_says_nothing_against_it() -> None:
    began = NOW + timedelta(minutes=30)
    assert delivered(ARRIVAL, NOW, paths(IN_ALARM), SEEN, began)
    assert not delivered(ARRIVAL, NOW, paths(IN_ALARM), SEEN, NOW - DAY)
    assert not delivered(ARRIVAL, NOW, paths(IN_ALARM), SEEN, LATER + DAY)


def test_since_when_it_is_the_first_of_the_checks_on_end() -> None:
    later = continued(SEEN, alarms([IN_ALARM, notification(threshold=50.0, state="ALARM")], NOW))
    assert later is not None and [one.since for one in later] == [NOW - DAY, NOW]
    assert continued(SEEN, None) == SEEN and continued(None, None) is None
    assert continued(SEEN, ()) == ()


def test_unread_notifications_prove_nothing() -> None:
    assert not delivered(ARRIVAL, NOW, paths(refused("budgets:ViewBudget")))
