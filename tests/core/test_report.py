"""What the checks add up to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.findings import Finding, Hop, Report, Status
from bot.core.model.budget import Health, Money, Spend
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.path import Facts
from bot.core.model.read import NotFound
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.report import judge
from bot.core.subscriptions.own import Own
from tests.core.build import (
    DEFAULT,
    FUNCTION,
    KEY,
    NAME,
    OTHER,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    budget,
    document,
    encrypted,
    encrypted_facts,
    facts,
    grant,
    key,
    key_statement,
    notification,
    refused,
    statement,
    subscription,
    to_function,
    to_queue,
    topic,
    traffic,
)

FILTERED = subscription(
    endpoint="filtered@example.com",
    attributes=SubscriptionAttributes(filter_policy='{"env": ["prod"]}'),
)
GONE = subscription("lambda", FUNCTION, NotFound(FUNCTION))
PENDING = subscription(endpoint="pending@example.com", pending=True)
LIVE = subscription(endpoint="live@example.com")
UNCLEAR = to_queue("{")
UNREAD = subscription(endpoint="unread@example.com", attributes=refused())


def with_topic(made: Topic, **changes: object) -> Facts:
    return replace(facts(), topics={TOPIC: made}, **changes)  # type: ignore[arg-type]  # a builder


def subscribed(*subscriptions: Subscription) -> Report:
    return judge(with_topic(topic(subscriptions=subscriptions)))


def codes(report: Report, *statuses: Status) -> list[str]:
    wanted = statuses or (Status.BROKEN, Status.UNKNOWN, Status.AT_RISK)
    return [f.code for f in report.findings if f.status in wanted]


def one(report: Report, code: str) -> Finding:
    [found] = [f for f in report.findings if f.code == code]
    return found


def test_a_healthy_budget() -> None:
    report = judge(facts())
    assert report.verdict is Status.OK
    assert codes(report) == []
    assert report.fixes == ()
    hops = [hop for hop in Hop if hop is not Hop.SENDER]
    assert [(h.hop, h.status) for h in report.paths[0].hops] == [(hop, Status.OK) for hop in hops]
    assert report.paths[0].hops[2].says == "The topic is not encrypted."


@pytest.mark.parametrize(
    ("subscriptions", "verdict", "expected"),
    [
        ((LIVE,), Status.OK, []),
        ((LIVE, GONE), Status.AT_RISK, ["endpoint.lambda-missing AT_RISK"]),
        ((LIVE, FILTERED), Status.AT_RISK, ["subscription.filtered-out AT_RISK"]),
        ((LIVE, PENDING), Status.AT_RISK, ["subscription.pending AT_RISK"]),
        ((LIVE, UNCLEAR), Status.AT_RISK, ["endpoint.policy-undecidable UNKNOWN"]),
        ((LIVE, UNREAD), Status.AT_RISK, ["subscription.unreadable UNKNOWN"]),
        ((GONE,), Status.BROKEN, ["endpoint.lambda-missing BROKEN"]),
        (
            (GONE, FILTERED),
            Status.BROKEN,
            ["subscription.filtered-out BROKEN", "endpoint.lambda-missing BROKEN"],
        ),
        (
            (GONE, PENDING),
            Status.BROKEN,
            ["endpoint.lambda-missing BROKEN", "subscription.pending AT_RISK"],
        ),
        ((PENDING,), Status.BROKEN, ["subscription.all-pending BROKEN"]),
        ((), Status.BROKEN, ["subscription.none BROKEN"]),
        ((UNCLEAR,), Status.UNKNOWN, ["endpoint.policy-undecidable UNKNOWN"]),
        (
            (UNCLEAR, GONE),
            Status.UNKNOWN,
            ["endpoint.policy-undecidable UNKNOWN", "endpoint.lambda-missing AT_RISK"],
        ),
        (
            (UNCLEAR, PENDING),
            Status.UNKNOWN,
            ["endpoint.policy-undecidable UNKNOWN", "subscription.pending AT_RISK"],
        ),
        (
            (LIVE, UNCLEAR, GONE),
            Status.AT_RISK,
            ["endpoint.policy-undecidable UNKNOWN", "endpoint.lambda-missing AT_RISK"],
        ),
    ],
)
def test_subscriptions_are_alternatives(
    subscriptions: tuple[Subscription, ...], verdict: Status, expected: list[str]
) -> None:
    report = subscribed(*subscriptions)
    assert report.verdict is verdict
    assert [
        f"{f.code} {f.status}" for f in report.findings if f.status is not Status.OK
    ] == expected
    assert report.paths[0].verdict is max(
        (h.status for h in report.paths[0].hops), key=lambda status: status.rank
    )


def test_a_dead_subscription_among_live_ones_says_who_is_not_reached() -> None:
    finding = one(subscribed(LIVE, FILTERED), "subscription.filtered-out")
    assert finding.says.endswith("Not reached: email filtered@example.com.")
    assert finding.via == FILTERED.id
    assert finding.fixes == ("remove-filter",)


def test_failed_deliveries_put_the_whole_topic_at_risk() -> None:
    report = judge(with_topic(topic(traffic=traffic(failed=1.0))))
    assert report.verdict is Status.AT_RISK


def test_two_faults_are_both_shown_and_the_first_hop_leads() -> None:
    made = encrypted("alias/aws/sns", policy=document(DEFAULT))
    report = judge(with_topic(made, keys={TOPIC: PredefinedAlias("alias/aws/sns")}))
    assert codes(report) == ["topic.policy-silent", "key.aws-managed"]
    assert [fix.id for fix in report.fixes] == ["allow-on-topic", "move-to-new-key"]
    assert report.findings[0].fixes == ("allow-on-topic",)


def test_broken_comes_before_unknown_before_at_risk_before_ok() -> None:
    report = judge(
        with_topic(
            encrypted(policy=None, subscriptions=()),
            keys={TOPIC: key(document(ROOT, key_statement(SOURCE)))},
        )
    )
    assert [f"{f.status} {f.code}" for f in report.findings] == [
        "BROKEN subscription.none",
        "UNKNOWN topic.policy-undecidable",
        "AT_RISK key.source-arn-unproven",
    ]


def test_notifications_on_one_topic_share_its_findings() -> None:
    second = notification("boss@example.com", threshold=100.0, state="ALARM")
    silent = topic(document(DEFAULT), traffic=traffic(published=0.0))
    report = judge(facts(notification(), second, topics={TOPIC: silent}))
    assert len(report.paths) == 2
    assert codes(report) == ["topic.policy-silent", "topic.alarm-without-publish"]
    assert len([f for f in report.findings if f.code == "topic.policy-silent"]) == 1


def test_a_budget_is_as_bad_as_its_worst_notification() -> None:
    mailed = notification("a@example.com", topic=None, threshold=50.0)
    report = judge(facts(notification(), mailed))
    assert [path.verdict for path in report.paths] == [Status.OK, Status.AT_RISK]
    assert report.verdict is Status.AT_RISK
    assert [h.hop for h in report.paths[1].hops] == [Hop.BUDGET, Hop.ENDPOINT]


def test_a_budget_action_has_a_path_of_its_own() -> None:
    action = notification(topic=f"{TOPIC}-gone", action="action-1")
    report = judge(facts(actions=(action,), topics={TOPIC: topic(), action.topic: NotFound("x")}))
    assert codes(report) == ["topic.missing"]
    assert [h.hop for h in report.paths[1].hops] == [Hop.BUDGET, Hop.TOPIC]


def test_unread_actions_make_it_unknown() -> None:
    unread = refused("budgets:DescribeBudgetActionsForBudget", NAME)
    report = judge(facts(actions=unread))
    assert report.verdict is Status.UNKNOWN
    assert "budgets:DescribeBudgetActionsForBudget" in one(report, "budget.unreadable").says


def test_an_unhealthy_budget_wins_whatever_sns_does() -> None:
    report = judge(facts(budget=budget(health=Health("UNHEALTHY", "FILTER_INVALID"))))
    assert (report.verdict, codes(report)) == (Status.BROKEN, ["budget.unhealthy"])


def test_the_spend_is_what_aws_said_and_nothing_where_it_could_not_be_read() -> None:
    limit, actual = Money("100", "USD"), Money("84.5", "USD")
    spending = replace(budget(), limit=limit, actual=actual, forecast=None)
    assert judge(replace(facts(), budget=spending)).spend == Spend(
        limit, actual, time_unit="MONTHLY"
    )
    assert judge(replace(facts(), budget=refused("budgets:ViewBudget"))).spend is None
    assert judge(replace(facts(), budget=NotFound(NAME))).spend is None


def test_no_such_budget() -> None:
    report = judge(
        facts(
            budget=NotFound(NAME), notifications=(), topics={}, names=("cost-all", "cost-services")
        )
    )
    assert codes(report) == ["budget.not-found"]
    assert report.verdict is Status.BROKEN
    assert report.names == ("cost-all", "cost-services")
    assert [h.hop for h in report.paths[0].hops] == [Hop.BUDGET]


def test_no_credentials_at_all() -> None:
    unread = refused("sts:GetCallerIdentity", "")
    report = judge(facts(account="", budget=unread, notifications=(), topics={}))
    assert (report.verdict, codes(report)) == (Status.UNKNOWN, ["budget.unreadable"])


def test_the_last_resort_is_offered_only_where_it_is_allowed_and_last() -> None:
    made = encrypted_facts(PredefinedAlias("alias/aws/sns"))
    assert [f.id for f in judge(made).fixes] == ["move-to-new-key"]
    allowed = judge(made, allow_unencrypted=True)
    assert [f.id for f in allowed.fixes] == ["move-to-new-key", "turn-off-encryption"]
    assert one(allowed, "key.aws-managed").fixes == ("move-to-new-key", "turn-off-encryption")


@pytest.mark.parametrize(
    "found",
    [
        key(account=OTHER, policies=refused()),
        key(policies=refused()),
        key(document(ROOT), grants=refused()),
        refused("kms:DescribeKey", KEY),
    ],
)
def test_no_fix_that_moves_a_topic_is_offered_on_unknown_alone(found: Key) -> None:
    report = judge(encrypted_facts(found), allow_unencrypted=True)
    assert report.verdict is Status.UNKNOWN
    assert not {"move-to-new-key", "turn-off-encryption"} & {fix.id for fix in report.fixes}


def test_no_fix_is_offered_beside_what_makes_it_vain() -> None:
    made = with_topic(topic(document(DEFAULT), fifo=True))
    report = judge(made)
    assert codes(report) == ["topic.fifo", "topic.policy-silent"]
    assert report.fixes == ()


def test_no_fix_is_offered_for_what_is_ok() -> None:
    made = encrypted_facts(key(document(ROOT, key_statement(None))))
    report = judge(made, allow_unencrypted=True)
    assert report.verdict is Status.OK
    assert one(report, "key.no-source-condition").fixes == ()
    assert report.fixes == ()


def test_a_dead_key_with_a_perfect_policy_is_broken() -> None:
    report = judge(encrypted_facts(key(state="Disabled")))
    assert codes(report) == ["key.disabled"]
    assert [fix.id for fix in report.fixes] == ["enable-key"]
    [hop] = [h for h in report.paths[0].hops if h.hop is Hop.KEY]
    assert hop.status is Status.BROKEN
    assert "disabled" in hop.says


def test_every_hop_has_a_sentence_and_a_resource() -> None:
    for made in (facts(), encrypted_facts(key()), facts(notification("a@x.org", topic=None))):
        for path in judge(made).paths:
            for hop in path.hops:
                assert hop.says.endswith(".")
                assert hop.resource


def test_a_region_in_the_topic_policy_is_named(region: str = REGION) -> None:
    condition = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{region}:111111111111:*"}}
    made = document(DEFAULT, {**key_statement(condition), "Action": "SNS:Publish"})
    report = judge(with_topic(topic(made)))
    assert codes(report) == ["topic.policy-near-miss"]
    assert report.paths[0].hops[1].says == report.findings[0].says


def test_a_healthy_function_is_reached() -> None:
    assert subscribed(to_function()).verdict is Status.OK


OURS = FUNCTION


def extras(made: Facts, ours: str = OURS) -> list[str]:
    return [extra.id for path in judge(made, ours=Own(ours)).paths for extra in path.extras]


def test_what_repairs_nothing_is_offered_beside_the_path_and_never_as_a_repair() -> None:
    for made in (facts(), with_topic(topic(document(DEFAULT)))):
        report = judge(made, ours=Own(OURS))
        assert extras(made) == ["subscribe-bot"]
        named = {offer.id for offer in report.fixes}
        named |= {fix for finding in report.findings for fix in finding.fixes}
        assert "subscribe-bot" not in named


@pytest.mark.parametrize(
    "made",
    [
        with_topic(topic(subscriptions=(LIVE, to_function()))),
        with_topic(topic(subscriptions=refused())),
        with_topic(topic(fifo=True)),
        with_topic(topic(account=OTHER)),
        facts(topics={TOPIC: NotFound(TOPIC)}),
        facts(topics={TOPIC: refused()}),
        facts(notification(topic=None), topics={}),
    ],
    ids=["subscribed", "unread", "fifo", "other account", "missing", "unread topic", "no topic"],
)
def test_what_cannot_be_done_is_not_offered(made: Facts) -> None:
    assert extras(made) == []


def test_without_a_function_nothing_is_offered_and_a_pending_one_is_none() -> None:
    assert extras(facts(), ours="") == []
    pending = replace(to_function(), pending=True, arn="PendingConfirmation")
    assert extras(with_topic(topic(subscriptions=(pending,)))) == ["subscribe-bot"]
    assert extras(facts(), OURS.replace(REGION, "me-south-1")) == []


def test_a_topic_that_an_inbox_is_subscribed_to_needs_no_subscription_of_the_function() -> None:
    """Its alert would be heard as well, whichever of the inboxes it is."""
    begins = f"arn:aws:sqs:{REGION}:{OTHER}:budget-check-prod-inbox-"
    for endpoint in (f"{begins}7", f"{begins}organization"):
        taken = replace(to_function(), protocol="sqs", endpoint=endpoint, target=None)
        report = judge(with_topic(topic(subscriptions=(taken,))), ours=Own(OURS, begins))
        (path,) = report.paths
        assert path.provable and "subscribe-bot" not in [extra.id for extra in path.extras]
        other = judge(with_topic(topic(subscriptions=(taken,))), ours=Own(OURS, f"{begins}x"))
        assert not other.paths[0].provable
        raw = replace(taken, attributes=SubscriptionAttributes(raw=True))
        report = judge(with_topic(topic(subscriptions=(raw,))), ours=Own(OURS, begins))
        assert not report.paths[0].provable, "its messages are not taken"


ORGANISATION = {"StringEquals": {"aws:SourceOrgID": "o-1"}}
FULL = tuple(statement("x.amazonaws.com", sid=f"s{number}") for number in range(100))


def offered_for(made: Facts) -> dict[str, tuple[str, ...]]:
    """The fixes of each finding that is not OK."""
    found = judge(made, allow_unencrypted=True).findings
    return {f.code: f.fixes for f in found if f.status is not Status.OK}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (document(DEFAULT), {"topic.policy-silent": ("allow-on-topic",)}),
        # An Allow that cannot be told: the plain statement settles it.
        (
            document(statement(condition=ORGANISATION)),
            {"topic.policy-undecidable": ("allow-on-topic",)},
        ),
        # A Deny that cannot be told: it does not.
        (
            document(PUBLISHING, statement(effect="Deny", condition=ORGANISATION)),
            {"topic.policy-undecidable": ()},
        ),
        (
            document(DEFAULT, statement(effect="Deny", condition=ORGANISATION)),
            {"topic.policy-silent": ()},
        ),
        ("{", {"topic.policy-undecidable": ()}),
        (document(*FULL), {"topic.policy-silent": ()}),
    ],
)
def test_a_statement_is_offered_where_it_helps(
    policy: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert offered_for(with_topic(topic(policy))) == expected


def test_why_a_statement_is_not_offered_is_said() -> None:
    (full,) = judge(with_topic(topic(document(*FULL)))).findings
    assert any("SNS takes 100" in line for line in full.evidence)
    denied = document(DEFAULT, statement(effect="Deny", sid="no", condition=ORGANISATION))
    (silent, *_) = judge(with_topic(topic(denied))).findings
    assert silent.code == "topic.policy-silent"
    assert any("One statement more would not do." in line for line in silent.evidence)


@pytest.mark.parametrize(
    ("policies", "grants", "expected"),
    [
        (
            (document(ROOT, key_statement(ORGANISATION)),),
            (),
            {"key.policy-undecidable": ("allow-on-key",)},
        ),
        (
            (document(ROOT, key_statement(), key_statement(ORGANISATION, effect="Deny")),),
            (),
            {"key.policy-undecidable": ()},
        ),
        # The second policy, which nobody can set, holds the Deny.
        (
            (document(ROOT), document(key_statement(ORGANISATION, effect="Deny"))),
            (),
            {"key.policy-silent": ("turn-off-encryption",)},
        ),
        ((document(ROOT),), refused("kms:ListGrants", KEY), {"key.unreadable": ("allow-on-key",)}),
        (refused("kms:GetKeyPolicy", KEY), (), {"key.unreadable": ()}),
        ((document(ROOT),), (grant(),), {"key.grant-only": ("allow-on-key",)}),
    ],
)
def test_a_statement_on_a_key_is_offered_where_it_helps(
    policies: object, grants: object, expected: dict[str, tuple[str, ...]]
) -> None:
    assert offered_for(encrypted_facts(key(policies=policies, grants=grants))) == expected
