"""Never OK where something in series gave no answer, and other promises over any facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.findings import Report, Status, worst
from bot.core.model.budget import Notification
from bot.core.model.chat import Chats
from bot.core.model.endpoint import Queue
from bot.core.model.key import AnyKey, Key, PredefinedAlias
from bot.core.model.path import Facts, Organization
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.report import judge
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    CHATBOT,
    DEFAULT,
    FUNCTION,
    KEY,
    NAME,
    NOW,
    OTHER,
    PUBLISHING,
    QUEUE,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    budget,
    chats,
    document,
    grant,
    key,
    key_statement,
    notification,
    queue_policy,
    statement,
    topic,
    traffic,
)
from tests.core.build import function as a_function

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of ours
unread = st.builds(ReadFailed, st.just("sns:Publish"), st.just("x"), st.sampled_from(Cause))
CONDITIONS = (
    None,
    SOURCE,
    ACCOUNT_ONLY,
    {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}},
    {"StringEquals": {"aws:SourceOrgID": "o-1"}},
    {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
    {"StringEquals": {"kms:ViaService": f"sns.{REGION}.amazonaws.com"}},
)
effects = st.sampled_from(["Allow", "Allow", "Allow", "Deny"])
principals = st.sampled_from([None, "*", {"AWS": "*"}, {"Service": "events.amazonaws.com"}])
topic_policies = st.lists(
    st.sampled_from([DEFAULT, PUBLISHING])
    | st.builds(
        lambda c, e, p: statement(condition=c, effect=e, principal=p),
        st.sampled_from(CONDITIONS),
        effects,
        principals,
    ),
    min_size=1,
    max_size=3,
).map(lambda statements: document(*statements))
key_policies = st.lists(
    st.just(ROOT)
    | st.builds(
        lambda c, e, p, a: key_statement(c, effect=e, principal=p, action=a),
        st.sampled_from(CONDITIONS),
        effects,
        principals,
        st.sampled_from(["kms:*", "kms:Decrypt", ("kms:GenerateDataKey*", "kms:Decrypt"), None]),
    ),
    min_size=1,
    max_size=3,
).map(lambda statements: document(*statements))
keys: st.SearchStrategy[AnyKey] = st.one_of(
    st.builds(
        lambda policies, grants, state, account, spec: key(
            *policies, grants=grants, state=state, account=account, spec=spec
        ),
        st.lists(key_policies, min_size=1, max_size=2),
        st.sampled_from([(), (grant(),)]),
        st.sampled_from(["Enabled", "Enabled", "Disabled", "PendingImport"]),
        st.sampled_from([ACCOUNT, ACCOUNT, OTHER]),
        st.sampled_from(["SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT", "RSA_2048"]),
    ),
    st.just(PredefinedAlias("alias/aws/sns")),
    st.just(NotFound(KEY)),
)
attributes = st.builds(
    SubscriptionAttributes, st.sampled_from([None, "{}", '{"a": ["b"]}', "{"]), raw=st.booleans()
)
targets = st.sampled_from(
    [
        ("email", "ops@example.com", None),
        ("https", CHATBOT, None),
        ("lambda", FUNCTION, a_function()),
        ("lambda", FUNCTION, NotFound(FUNCTION)),
        ("sqs", QUEUE, Queue(QUEUE, queue_policy())),
        ("sqs", QUEUE, Queue(QUEUE, None, KEY, key())),
    ]
)


@st.composite
def subscriptions(draw: st.DrawFn) -> tuple[Subscription, ...]:
    """Up to three of them, each with an ARN of its own."""
    made = []
    for number in range(draw(st.integers(0, 3))):
        protocol, endpoint, target = draw(targets)
        pending = draw(st.booleans())
        arn = "PendingConfirmation" if pending else f"{TOPIC}:{number}"
        made.append(Subscription(arn, protocol, endpoint, pending, draw(attributes), target))
    return tuple(made)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Facts without a gap: everything was read."""
    encrypted = draw(st.booleans())
    found = draw(keys)
    made = topic(
        draw(topic_policies),
        key_reference=KEY if encrypted else None,
        subscriptions=draw(subscriptions()),
        traffic=draw(st.sampled_from([None, traffic(), traffic(published=0.0, failed=2.0)])),
        fifo=draw(st.booleans()),
        logs_failures=draw(st.booleans()),
    )
    return Facts(
        ACCOUNT,
        NAME,
        NOW,
        budget(),
        draw(st.sampled_from([(notification(),), (notification(), notification(threshold=1.0))])),
        actions=draw(st.sampled_from([(), (notification(action="a"),)])),
        topics={TOPIC: made},
        keys={TOPIC: found} if encrypted else {},
        chats=draw(st.sampled_from([Chats(), chats(), chats(state="DISABLED")])),
    )


def gaps(facts: Facts, gap: ReadFailed) -> Iterator[tuple[str, Facts]]:
    """The same facts with one fact in series unread, each in turn."""
    yield "budget", replace(facts, budget=gap)
    yield "health", replace(facts, budget=budget(health=gap))
    yield "notifications", replace(facts, notifications=gap)
    yield "actions", replace(facts, actions=gap)
    if not isinstance(facts.notifications, ReadFailed):
        first = replace(facts.notifications[0], subscribers=gap)
        yield "subscribers", replace(facts, notifications=(first, *facts.notifications[1:]))
    yield "topic", replace(facts, topics={TOPIC: gap})
    yield "topic not asked for", replace(facts, topics={})
    made = facts.topics[TOPIC]
    if isinstance(made, Topic):
        yield "topic policy", with_topic(facts, replace(made, policy=None))
        yield "subscriptions", with_topic(facts, replace(made, subscriptions=gap))
        if isinstance(made.subscriptions, tuple) and not all(s.pending for s in made.subscriptions):
            yield "traffic", with_topic(facts, replace(made, traffic=gap))
    if TOPIC in facts.keys:
        yield "key", replace(facts, keys={TOPIC: gap})
        yield "key not asked for", replace(facts, keys={})
    found = facts.keys.get(TOPIC)
    if isinstance(found, Key):
        yield "key policies", replace(facts, keys={TOPIC: replace(found, policies=gap)})


def with_topic(facts: Facts, made: Topic) -> Facts:
    return replace(facts, topics={TOPIC: made})


@given(any_facts(), unread)
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_a_gap_in_series_is_never_ok(facts: Facts, gap: ReadFailed) -> None:
    for name, gapped in gaps(facts, gap):
        assert judge(gapped).verdict.rank >= Status.UNKNOWN.rank, name


@given(unread)
@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
def test_a_gap_in_facts_that_are_ok_is_never_ok(gap: ReadFailed) -> None:
    facts = Facts(
        ACCOUNT,
        NAME,
        NOW,
        budget(),
        (notification(),),
        topics={TOPIC: topic(key_reference=KEY)},
        keys={TOPIC: key()},
    )
    assert judge(facts).verdict is Status.OK
    for name, gapped in gaps(facts, gap):
        assert judge(gapped).verdict is Status.UNKNOWN, name


@given(any_facts())
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_a_report_is_consistent(facts: Facts) -> None:
    report = judge(facts, allow_unencrypted=True)
    assert report.verdict is worst(path.verdict for path in report.paths)
    ranks = [finding.status.rank for finding in report.findings]
    assert ranks == sorted(ranks, reverse=True)
    keys = [(f.code, f.status, f.resource, f.says, f.via) for f in report.findings]
    assert len(set(keys)) == len(keys)
    offered = [fix.id for fix in report.fixes]
    assert set(offered) == {fix for f in report.findings for fix in f.fixes}
    _leads(report)
    for path in report.paths:
        assert path.verdict is worst(hop.status for hop in path.hops)
        whole = worst(f.status for f in path.findings if f.via is None)
        assert path.verdict.rank >= whole.rank, "what is in series always counts"
        assert {f.code for f in path.findings} <= {f.code for f in report.findings}


def _leads(report: Report) -> None:
    """A BROKEN verdict has a BROKEN finding to lead it, and no other verdict has one."""
    broken = [f for f in report.findings if f.status is Status.BROKEN]
    assert bool(broken) is (report.verdict is Status.BROKEN)
    if report.verdict is not Status.OK:
        assert report.findings[0].status.rank >= report.verdict.rank


@given(any_facts(), st.sampled_from(["o-1", "o-2", NotFound("x")]))
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_what_is_certain_without_the_organisation_holds_in_each(
    facts: Facts, organization: Organization
) -> None:
    before, after = judge(facts), judge(replace(facts, organization=organization))
    possible = {
        Status.OK: {Status.OK},
        Status.AT_RISK: {Status.OK, Status.AT_RISK},
        Status.BROKEN: {Status.BROKEN},
    }
    assert after.verdict in possible.get(before.verdict, set(Status))


@given(any_facts())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_the_same_facts_give_the_same_report(facts: Facts) -> None:
    assert judge(facts) == judge(facts)


@given(any_facts())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_deny_never_makes_it_better(facts: Facts) -> None:
    made = facts.topics[TOPIC]
    assert isinstance(made, Topic)
    deny = statement(effect="Deny", sid="no")
    denied = replace(made, policy=document(PUBLISHING, deny))
    assert judge(with_topic(facts, denied)).verdict is Status.BROKEN


@pytest.mark.parametrize("action", [None, "action-1"])
def test_the_chats_of_a_topic_without_a_chat_are_not_in_series(action: str | None) -> None:
    gap = ReadFailed("chatbot:DescribeSlackChannelConfigurations", "x", Cause.REFUSED)
    noted: tuple[Notification, ...] = (notification(action=action),)
    told: Mapping[str, Topic | NotFound | ReadFailed] = {TOPIC: topic()}
    facts = Facts(ACCOUNT, NAME, NOW, budget(), noted, topics=told, chats=Chats(unread=(gap,)))
    assert judge(facts).verdict is Status.OK
