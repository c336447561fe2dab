"""What would become of an alert now, without one; and AWS's mail about it."""

import pytest

from playground.aws.control import AlertForecast, ControlError
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import find, seed
from playground.scenarios.model import Scenario
from tests.conftest import ACCOUNT, EmbeddedAws

JUDGED = [one for one in scenarios() if one.expected.judge is not None]


def forecast(aws: EmbeddedAws, name: str) -> list[AlertForecast]:
    seed(aws.url, [name])
    return aws.control.alert_forecasts(ACCOUNT, find(name).budget)


@pytest.mark.parametrize("scenario", JUDGED, ids=lambda scenario: scenario.name)
def test_it_says_what_then_happens(embedded_aws: EmbeddedAws, scenario: Scenario) -> None:
    """The dry run and the real alert go the same way, in every scenario."""
    found = forecast(embedded_aws, scenario.name)
    foreseen = {
        (f"{o.type} {o.operator} {o.threshold:.15g} {o.threshold_type}", w.address): w
        for o in found
        if not o.action
        for w in o.ways
    }
    embedded_aws.control.begin_period(ACCOUNT, scenario.budget)
    tried = embedded_aws.control.set_spend(ACCOUNT, scenario.budget, 1e6, 1e6)
    assert {(one.notification, one.subscriber) for one in tried} <= set(foreseen)
    assert tried
    for one in tried:
        way = foreseen[one.notification, one.subscriber]
        came = {"mail": "sent", "unheard": "delivers"}.get(way.outcome, way.outcome)
        assert one.outcome == came
        if one.outcome == "delivers":
            sent = embedded_aws.control.messages(one.subscriber)
            arrived = {m.endpoint: m.outcome for m in sent if m.subject == one.subject}
            foreseen_there = {
                e: o for e, o in way.reaches.items() if o not in {"pending", "unread"}
            }
            assert {e: arrived[e] for e in foreseen_there} == foreseen_there


def test_it_changes_nothing(embedded_aws: EmbeddedAws) -> None:
    (one,) = forecast(embedded_aws, "no-encryption")
    assert (one.state, one.amount, one.action) == ("OK", 800.0, "")
    control = embedded_aws.control
    assert control.deliveries(ACCOUNT) == [] and control.mails(ACCOUNT) == []
    assert control.messages(find("no-encryption").topics[0].arn) == []
    assert control.alert_forecasts(ACCOUNT, find("no-encryption").budget) == [one]


@pytest.mark.parametrize(
    ("name", "outcome", "stopped_at"),
    [
        ("no-encryption", "delivers", ""),
        ("aws-managed-key", "refused", "key"),
        ("customer-key-without-budgets", "refused", "key"),
        ("topic-missing", "refused", "topic"),
        ("topic-default-policy", "refused", "topic"),
        ("two-faults", "refused", "topic"),
        ("topic-source-org-paths", "cannot judge", "topic"),
        ("topic-org-deny-other", "refused", "topic"),
        ("key-grant-only", "cannot judge", "key"),
        ("unhealthy", "refused", "budget"),
        ("subscription-filtered-out", "unheard", "subscription"),
        ("incident-superwerker-425", "unheard", "subscription"),
        ("chatbot-disabled", "unheard", "subscription"),
        ("email-only", "mail", ""),
    ],
)
def test_where_it_stops(
    embedded_aws: EmbeddedAws, name: str, outcome: str, stopped_at: str
) -> None:
    (way,) = forecast(embedded_aws, name)[0].ways
    assert (way.outcome, way.stopped_at) == (outcome, stopped_at)


def test_a_budget_action_has_a_way_of_its_own(embedded_aws: EmbeddedAws) -> None:
    notification, action = forecast(embedded_aws, "budget-action")
    assert (notification.action, notification.ways[0].outcome) == ("", "delivers")
    assert (action.action, action.amount) == ("APPLY_IAM_POLICY", 1000.0)
    assert (action.ways[0].outcome, action.ways[0].stopped_at) == ("refused", "key")


def test_a_subscriber_that_is_no_topic(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["no-encryption"])
    budget = find("no-encryption").budget
    budgets = embedded_aws.client("budgets")
    budgets.create_notification(
        AccountId=ACCOUNT,
        BudgetName=budget,
        Notification={
            "NotificationType": "ACTUAL",
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": 90,
        },
        Subscribers=[{"SubscriptionType": "SNS", "Address": f"arn:aws:sns:us-east-1:{ACCOUNT}"}],
    )
    (way,) = embedded_aws.control.alert_forecasts(ACCOUNT, budget)[1].ways
    assert way.outcome == "refused" and "is no topic's ARN" in way.why


def test_an_unknown_budget_is_refused(embedded_aws: EmbeddedAws) -> None:
    for ask in (embedded_aws.control.alert_forecasts, embedded_aws.control.mail_failures):
        with pytest.raises(ControlError, match="has no budget nothing"):
            ask(ACCOUNT, "nothing")


def test_aws_mails_what_it_could_not_publish(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, ["several-notifications", "no-encryption"])
    control = embedded_aws.control
    (mail,) = control.mail_failures(ACCOUNT, find("several-notifications").budget)
    assert mail.to == "account contact" and ":ladder-team>" in mail.body
    assert control.mails(ACCOUNT) == [mail]
    with pytest.raises(ControlError, match="nothing refuses an alert"):
        control.mail_failures(ACCOUNT, find("no-encryption").budget)
    assert control.mails(ACCOUNT) == [mail]
