"""Which senders of a topic get through once a change is written, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.findings import Status
from bot.core.model.topic_facts import UnreadSender
from bot.core.plan import Reach
from bot.core.texts.topic import kept_out, let_in
from bot.core.topic_reach import Fate, TopicReach, reach_of
from tests.core.build import NAME, facts, key_statement, refused
from tests.core.test_topic_report import RULES, alarm, channel, on_key, read, rule

ON_KEY = on_key(
    *(key_statement(service=f"{one}.amazonaws.com", sid=one) for one in ("budgets", "cloudwatch"))
)


def test_who_gets_through_and_who_does_not_and_why() -> None:
    known = read(alarm(), alarm("latency"), channel(), budgets=(facts(),), **ON_KEY)
    reach = reach_of(known)
    assert reach.counted == Reach(3, 4)
    assert (
        let_in(reach)
        == f"AWS Budgets (budget {NAME}) and Amazon CloudWatch (alarms errors and latency)"
    )
    assert kept_out(reach) == (
        "AWS Config (delivery channel default) still does not get through: The topic is encrypted, "
        "and AWS Config does not support encrypted topics: no key and no policy lets it in. Give "
        "the delivery channel a topic of its own that is not encrypted. Or have an EventBridge "
        "rule for its events publish to this topic."
    )


def test_each_cause_is_told_once_the_worst_first() -> None:
    reach = reach_of(read(rule(), channel(), alarm(), **ON_KEY))
    assert reach.counted == Reach(1, 3)
    out = kept_out(reach)
    assert "Amazon EventBridge (rule findings) still does not get through: " in out
    assert "AWS Config (delivery channel default) still does not get through: " in out


def test_what_nobody_knows_is_not_told_as_broken() -> None:
    unknown = Fate("AWS Config", "delivery channel", ("a", "b"), Status.UNKNOWN, "x", "No answer.")
    reach = TopicReach((unknown,))
    assert reach.counted == Reach(0, 2)
    assert kept_out(reach) == (
        "Whether AWS Config (delivery channels a and b) get through cannot be told: No answer."
    )


def test_whose_list_was_not_read_is_named() -> None:
    why = refused("events:ListRuleNamesByTarget")
    unread = (UnreadSender(RULES, why),)
    reach = reach_of(replace(read(alarm(), channel(), **ON_KEY), unread=unread))
    assert kept_out(reach).endswith(" Not all was read: Amazon EventBridge.")


def test_many_causes_lead_to_the_answer() -> None:
    fates = tuple(Fate("S", "source", (str(n),), Status.BROKEN, str(n), "No.") for n in range(5))
    assert kept_out(TopicReach(fates)).endswith("2 more: see the answer about the topic.")
