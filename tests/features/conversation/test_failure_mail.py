"""AWS's failure mail in Slack: pasted, forwarded, forged, twice, several at once."""

from __future__ import annotations

import logging

import pytest

from bot.core.findings import Status
from bot.core.thread import ThreadOrigin
from bot.store.verdicts import LastVerdict
from playground.scenarios.load import find
from playground.slack import Fault, seed
from tests.conftest import ACCOUNT
from tests.features.conversation.conftest import (
    BUDGET,
    TOPIC,
    forwarded,
    mail,
    more_budgets,
    say,
    under,
    words,
)
from tests.features.world import Mending, buttons_of

OTHER = "aws-managed-key"


def test_a_pasted_mail_is_answered_in_its_thread_with_the_check_and_its_buttons(
    world: Mending,
) -> None:
    pasted = say(world, mail())
    (answer,) = under(world, pasted)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert")
    assert {"fix.allow-on-key", "check.details", "check.again"} <= set(buttons_of(answer))
    thread = world.store.threads.under(world.channel, pasted.ts)
    assert thread is not None
    assert (thread.origin, thread.budget, thread.topic) == (ThreadOrigin.MAIL, BUDGET, TOPIC)
    assert BUDGET in thread.text


def test_the_fix_under_the_answer_works_and_its_story_is_told_in_the_same_thread(
    world: Mending,
) -> None:
    pasted = say(world, mail())
    (answer,) = under(world, pasted)
    world.submit(world.preview(answer, "fix.allow-on-key"))
    told = under(world, pasted)
    assert {one.thread_ts for one in world.thread()} == {pasted.ts}
    assert any("alerts again" in text for text in words(world, pasted))
    assert told[0].text.startswith(f"✅ {BUDGET} alerts"), "the answer is kept current"


def test_a_forwarded_mail_is_answered_although_nobody_asked(world: Mending) -> None:
    post = say(world, "", seed.SLACKBOT, files=[forwarded()])
    (answer,) = under(world, post)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert")
    assert "asked by" not in words(world, post)[0]


def test_a_mail_that_slack_hides_is_read_by_its_file(world: Mending) -> None:
    post = say(world, "", seed.SLACKBOT, files=[forwarded()], files_cut=True)
    assert [call.args["file"] for call in world.slack.calls("files.info")] == ["F0MAIL"]
    assert len(under(world, post)) == 1


def test_another_mail_that_slack_hides_is_left_alone(world: Mending) -> None:
    lunch = {**forwarded(), "plain_text": "Lunch is at noon.", "subject": "Lunch"}
    post = say(world, "", seed.SLACKBOT, files=[lunch], files_cut=True)
    assert under(world, post) == []


def test_a_hidden_file_that_cannot_be_read_is_logged(
    world: Mending, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("files.info", "missing_scope")
    post = say(world, "", seed.SLACKBOT, files=[forwarded()], files_cut=True)
    assert under(world, post) == [] and "missing_scope" in caplog.text


def test_a_long_message_is_read_again(world: Mending) -> None:
    post = say(world, mail() + "x" * 19_500 + "\n" + mail(find(OTHER).budget))
    assert len(world.slack.calls("conversations.replies")) == 1
    assert len(under(world, post)) == 2


def test_several_mails_in_one_message_are_each_answered_once(world: Mending) -> None:
    post = say(world, "\n\n".join([mail(), mail("tax"), mail()]))
    texts = sorted(one.text for one in under(world, post))
    assert len(texts) == 2 and texts[0] == "❌ There is no budget tax"
    assert texts[1].startswith(f"❌ {BUDGET} does not alert")
    thread = world.store.threads.under(world.channel, post.ts)
    assert thread is not None and thread.budget == BUDGET


def test_a_second_delivery_answers_nothing_more(world: Mending) -> None:
    person = world.slack.person(seed.MENDER)
    said = person.say(mail(), world.channel)
    world.settle()
    person.event(said.replies[0].request.payload["event"])  # type: ignore[union-attr]
    world.settle()
    person.again(said.replies[0])
    world.settle()
    assert len(under(world, said.message)) == 1


def test_a_lost_answer_of_slacks_posts_nothing_twice(world: Mending) -> None:
    world.slack.faults.add(Fault("chat.postMessage", status=503, after=True, times=1))
    post = say(world, mail())
    assert len(under(world, post)) == 1


def test_a_guest_is_refused_alone_and_nothing_is_read(world: Mending) -> None:
    world.aws.control.forget_calls()
    post = say(world, mail(), seed.GUEST)
    assert under(world, post) == []
    assert "Guests may not use" in world.alone(seed.GUEST)[-1]
    assert world.aws.control.calls("budgets") == []


def test_another_workspace_is_not_even_heard(world: Mending) -> None:
    post = say(world, mail(), seed.STRANGER)
    assert under(world, post) == [] and world.alone(seed.STRANGER) == []


@pytest.mark.parametrize("different", [{"viewers": (seed.APPROVER,)}])
def test_with_viewers_only_a_viewers_paste_is_answered(world: Mending) -> None:
    assert under(world, say(world, mail())) == []
    assert "Only who is named in VIEWERS" in world.alone()[-1]
    assert len(under(world, say(world, mail(), seed.APPROVER))) == 1


def test_a_forged_mail_of_an_unknown_account_reads_nothing(world: Mending) -> None:
    world.aws.control.forget_calls()
    post = say(world, mail(topic=TOPIC.replace("111111111111", "999999999999")))
    assert "account 999999999999, which is not known here" in words(world, post)[0]
    assert world.aws.control.calls("budgets") == []


def test_an_excerpt_names_nothing_and_says_so(world: Mending) -> None:
    post = say(world, "They say we are unable to successfully publish to this SNS topic!")
    assert "names no budget that is known" in words(world, post)[0]


def test_a_mail_without_its_topic_is_looked_for(world: Mending) -> None:
    post = say(world, mail(topic=""))
    assert under(world, post)[0].text.startswith(f"❌ {BUDGET} does not alert")
    post = say(world, mail("gone", ""))
    assert 'has a budget "gone"' in words(world, post)[0]


def anomaly() -> str:
    return ANOMALY.format(TOPIC.removeprefix("arn:aws:sns:"))


@pytest.mark.parametrize("order", ["aab", "aba", "baa", "ab", "ba"])
@pytest.mark.parametrize("quoted", [False, True])
def test_mails_of_both_services_are_each_answered(world: Mending, order: str, quoted: bool) -> None:
    names = iter([BUDGET, "tax"])
    text = "\n\n".join(mail(next(names)) if one == "a" else anomaly() for one in order)
    post = say(world, text.replace("\n", "\n&gt; ") if quoted else text)
    told = words(world, post)
    assert len(told) == len(order)
    assert sum("This mail is from AWS Cost Anomaly Detection" in one for one in told) == 1
    others = [one for one in told if "Cost Anomaly Detection" not in one]
    assert sum(f"❌ {BUDGET} does not alert" in one for one in others) == 1


def test_a_mail_of_cost_anomaly_that_names_no_topic_is_answered_beside_others(
    world: Mending,
) -> None:
    post = say(world, f"{mail()}\n\nWe were unable to publish to your SNS topic.")
    told = words(world, post)
    assert len(told) == 2 and any("names none that could be read" in one for one in told)


def test_two_spellings_of_one_name_are_answered_once(world: Mending) -> None:
    more_budgets(world, "cost all")
    post = say(world, mail("cost all") + "\n\n" + mail("cost\u00a0all"))
    assert len(under(world, post)) == 1


ALERT = (
    "Budget Name: {}\nBudget Type: Cost\nBudgeted Amount: $100.00\nAlert Type: ACTUAL\n"
    "Alert Threshold: &gt; $80.00\nACTUAL Amount: $81.00\n"
)


@pytest.mark.parametrize("first", ["mail", "alert"])
@pytest.mark.parametrize("by", [seed.MENDER, seed.OTHER_APP])
def test_an_alert_beside_a_mail_is_checked_as_well(world: Mending, first: str, by: str) -> None:
    more_budgets(world, "tax")
    parts = [mail(), ALERT.format("tax")]
    post = say(world, "\n\n".join(parts if first == "mail" else reversed(parts)), by)
    texts = sorted(one.text for one in under(world, post))
    assert len(texts) == 2 and texts[0].startswith(f"❌ {BUDGET} does not alert")
    assert texts[1].startswith("❌ tax does not alert")
    thread = world.store.threads.under(world.channel, post.ts)
    assert thread is not None and thread.budget == BUDGET


def test_an_alert_of_the_same_budget_is_answered_once(world: Mending) -> None:
    post = say(world, f"{mail()}\n\n{ALERT.format(BUDGET)}")
    assert len(under(world, post)) == 1
    post = say(world, f"{anomaly()}\n\n{ALERT.format(BUDGET)}")
    assert len(under(world, post)) == 2


def test_a_second_delivery_answers_an_alert_beside_a_mail_no_more(world: Mending) -> None:
    more_budgets(world, "tax")
    person = world.slack.person(seed.MENDER)
    said = person.say(f"{mail()}\n\n{ALERT.format('tax')}", world.channel)
    world.settle()
    person.event(said.replies[0].request.payload["event"])  # type: ignore[union-attr]
    person.again(said.replies[0])
    world.settle()
    assert len(under(world, said.message)) == 2


def test_mails_that_were_forwarded_together(world: Mending) -> None:
    more_budgets(world, "tax")
    files = [forwarded(), {**forwarded("tax"), "id": "F1MAIL"}]
    post = say(world, "", seed.SLACKBOT, files=files)
    assert len(under(world, post)) == 2


ANOMALY = (
    "AWS Cost Anomaly Detection: we were unable to publish to your SNS topic arn:aws:sns:{}. "
    "Please check its permissions."
)


def test_a_mail_of_cost_anomaly_is_answered_by_its_topic(world: Mending) -> None:
    post = say(world, anomaly())
    assert "No budget is known here whose alerts go there" in words(world, post)[0]
    world.check("customer-key-without-budgets")
    post = say(world, anomaly())
    assert under(world, post)[0].text.startswith(f"❌ {BUDGET} does not alert")
    said = words(world, post)[0]
    assert f"It speaks of the topic {TOPIC}, and of no budget." in said
    assert "costalerts.amazonaws.com publishes: the topic's policy does not let it in." in said
    assert "The policy of its key does not let it in." in said
    assert f"The alerts of one budget go there: {BUDGET}. Shown is its check." in said


def test_a_mail_about_a_topic_lists_the_budgets_that_use_it(world: Mending) -> None:
    world.check("customer-key-without-budgets")
    for n in range(24):
        kept = LastVerdict(ACCOUNT, f"tax-{n:02}", Status.OK, "", world.clock(), (TOPIC,))
        world.store.verdicts.put(kept)
    post = say(world, anomaly())
    said = words(world, post)[0]
    assert f"The alerts of 25 budgets go there: {BUDGET}, tax-00, tax-01" in said
    assert f"tax-18, and 5 more. Shown is the check of {BUDGET}." in said


def test_one_that_was_deleted_since_stands_for_nothing(world: Mending) -> None:
    world.check("customer-key-without-budgets")
    kept = LastVerdict(ACCOUNT, "a-gone", Status.OK, "", world.clock(), (TOPIC,))
    world.store.verdicts.put(kept)
    post = say(world, anomaly())
    assert under(world, post)[0].text.startswith(f"❌ {BUDGET} does not alert")


def test_an_excerpt_without_a_name_says_that_the_check_stands_for_it(world: Mending) -> None:
    world.check("customer-key-without-budgets")
    text = f"AWS Budgets: we are unable to successfully publish to this SNS topic: {TOPIC}"
    said = words(world, say(world, text))[0]
    assert f"This mail names the topic {TOPIC}, and no budget that could be read." in said
    assert "costalerts" not in said and "Shown is its check." in said


def test_a_mail_within_the_thread_of_another_leaves_that_thread_what_it_is(
    world: Mending,
) -> None:
    root = say(world, mail())
    say(world, mail("tax"), thread_ts=root.ts)
    assert len(under(world, root)) == 2
    thread = world.store.threads.under(world.channel, root.ts)
    assert thread is not None and thread.budget == BUDGET


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel"])
def test_where_the_thread_takes_no_posts_the_person_is_told_and_it_is_logged(
    world: Mending, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("chat.postMessage", error)
    post = say(world, mail())
    assert under(world, post) == []
    assert any(BUDGET in text for text in world.alone())
    world.slack.fail("chat.postMessage", error)
    with caplog.at_level(logging.WARNING):
        say(world, "", seed.SLACKBOT, files=[forwarded()])
    assert f"the check of {BUDGET!r} is told to nobody" in caplog.text
    world.slack.fail("chat.postMessage", error)
    say(world, "We are unable to publish to this SNS topic.")
    assert any("names no budget" in text for text in world.alone())


def test_a_store_that_does_not_answer_keeps_nobody_from_the_check(world: Mending) -> None:
    world.aws.fault("dynamodb", "*", code="InternalServerError", status=500)
    post = say(world, mail())
    world.aws.control.forget_faults()
    assert under(world, post)[0].text.startswith(f"❌ {BUDGET} does not alert")


def test_what_else_people_say_is_left_alone(world: Mending) -> None:
    for text in ("hello", f"{BUDGET} exceeded its threshold, alert!", "unable to publish"):
        assert under(world, say(world, text)) == []
    edited = say(world, "hello")
    world.slack.person(seed.MENDER).edit(edited, mail())
    world.settle()
    assert under(world, edited) == []


@pytest.mark.parametrize(
    "blank", ["\u00a0", "\u202f", "\u3000", "\u200b \u200b", "\n", "\u00a0\n&gt; "]
)
def test_odd_blanks_in_a_pasted_name_are_blanks(world: Mending, blank: str) -> None:
    more_budgets(world, "cost all")
    post = say(world, mail(f"cost{blank}all"))
    (answer,) = under(world, post)
    assert answer.text.startswith("❌ cost all does not alert")
    thread = world.store.threads.under(world.channel, post.ts)
    assert thread is not None and thread.budget == "cost all"


def test_a_budget_that_has_the_odd_blank_wins(world: Mending) -> None:
    more_budgets(world, "cost all")
    more_budgets(world, "cost\u00a0all")
    for name in ("cost all", "cost\u00a0all"):
        assert under(world, say(world, mail(name)))[0].text.startswith(f"❌ {name} does not alert")


def test_of_two_that_read_alike_the_thread_asks(world: Mending) -> None:
    more_budgets(world, "cost\u00a0all")
    more_budgets(world, "cost\u2009all")
    for topic in (TOPIC, ""):
        post = say(world, mail("cost all", topic))
        (asked,) = under(world, post)
        assert "cost\\u2009all" in words(world, post)[0]
        assert [b["accessory"]["action_id"] for b in asked.blocks if "accessory" in b] == [
            "budget.pick",
            "budget.pick",
        ]
        assert world.store.threads.under(world.channel, post.ts) is None


def test_a_mail_without_its_topic_is_looked_for_by_what_its_name_reads(world: Mending) -> None:
    post = say(world, mail(f"{BUDGET}\u00a0", ""))
    assert under(world, post)[0].text.startswith(f"❌ {BUDGET} does not alert")
