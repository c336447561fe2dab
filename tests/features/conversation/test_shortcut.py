"""The shortcut "Check this budget" on all sorts of messages."""

from __future__ import annotations

from playground.slack import Message, seed
from tests.features.conversation.conftest import BUDGET, forwarded, mail, more_budgets, say, under
from tests.features.world import Mending


def pick(world: Mending, message: Message, user: str = seed.MENDER) -> None:
    reply = world.slack.person(user).message_shortcut(message, "check.message")
    assert reply.in_time and not reply.trouble, reply
    world.settle()


def test_a_message_that_names_a_budget(world: Mending) -> None:
    said = say(world, f"why is `{BUDGET}` so quiet?")
    pick(world, said)
    assert under(world, said)[0].text.startswith(f"❌ {BUDGET} does not alert")


def test_a_failure_mail_that_is_answered_already_is_checked_again(world: Mending) -> None:
    said = say(world, mail())
    pick(world, said)
    assert len(under(world, said)) == 2


def test_a_mail_in_a_file_and_an_alert(world: Mending) -> None:
    lunch = {**forwarded(), "plain_text": "x", "subject": "x"}
    post = say(world, "", seed.SLACKBOT, files=[lunch], files_cut=True)
    world.slack.workspace.files["F0MAIL"] = forwarded()
    pick(world, post)
    assert len(under(world, post)) == 1
    quiet = say(world, f"AWS Budgets: {BUDGET} has exceeded your alert threshold")
    pick(world, quiet)
    assert len(under(world, quiet)) == 1
    assert world.store.threads.under(world.channel, quiet.ts)


def test_an_answer_of_ours_and_a_message_in_a_thread_of_ours(world: Mending) -> None:
    answer = world.check("customer-key-without-budgets")
    pick(world, answer)
    assert len(under(world, answer)) == 1
    root = say(world, mail())
    reply = say(world, "hm", thread_ts=root.ts)
    pick(world, reply)
    assert [one.thread_ts for one in under(world, root)] == [root.ts] * 2


def test_where_there_is_none_the_person_hears_what_was_looked_for(world: Mending) -> None:
    said = say(world, "lunch?")
    pick(world, said)
    assert under(world, said) == []
    assert "AWS's mail that it cannot publish, for an alert" in world.alone()[-1]


def test_rights_are_those_of_the_command(world: Mending) -> None:
    said = say(world, BUDGET)
    pick(world, said, seed.GUEST)
    assert under(world, said) == [] and "Guests may not use" in world.alone(seed.GUEST)[-1]


def test_where_the_bot_is_not_a_member_only_the_person_sees_it(world: Mending) -> None:
    world.channel = seed.PUBLIC_WITHOUT_BOT
    said = say(world, f"see {BUDGET}")
    pick(world, said)
    assert under(world, said) == [] and "/invite @budget-check" in world.alone()[-1]


def test_a_name_with_odd_blanks_and_two_that_read_alike(world: Mending) -> None:
    more_budgets(world, "cost\u00a0all")
    said = say(world, "why is cost\u202fall so quiet?")
    pick(world, said)
    assert under(world, said)[0].text.startswith("❌ cost\u00a0all does not alert")
    more_budgets(world, "cost all")
    pick(world, say(world, "why is cost  all so quiet?"))
    asked = world.alone()[-1]
    assert "cost all\nin" in asked and "cost\\u00a0all\nin" in asked
    exact = say(world, "why is cost\u00a0all so quiet?")
    pick(world, exact)
    assert under(world, exact)[0].text.startswith("❌ cost\u00a0all does not alert")


def test_an_alert_of_two_that_read_alike_is_asked_about(world: Mending) -> None:
    more_budgets(world, "cost\u00a0all", "cost\u3000all")
    alert = say(world, "AWS Budgets: cost all has exceeded your alert threshold")
    pick(world, alert)
    assert under(world, alert) == [] and "differ only in blanks" in world.alone()[-1]


def test_an_alert_beside_a_mail(world: Mending) -> None:
    more_budgets(world, "tax")
    both = say(world, f"{mail()}\n\nBudget alert\nBudget Name: tax\nAlert Threshold: &gt; $1")
    pick(world, both)
    texts = [one.text for one in under(world, both)]
    assert sum(one.startswith("❌ tax does not alert") for one in texts) == 2
    assert sum(one.startswith(f"❌ {BUDGET} does not alert") for one in texts) == 2
