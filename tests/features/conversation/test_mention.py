"""`@budget-check`: in a thread about the thread's budget, anywhere else as the command."""

from __future__ import annotations

import pytest

from playground.slack import seed
from tests.features.conversation.conftest import AT, BUDGET, mail, more_budgets, say, under, words
from tests.features.world import Mending, buttons_of, text_of


def test_a_name_is_checked_and_answered_in_the_thread_of_the_mention(world: Mending) -> None:
    said = say(world, f"{AT} {BUDGET}")
    (answer,) = under(world, said)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert") and answer.thread_ts == said.ts
    assert "fix.allow-on-key" in buttons_of(answer)
    assert "asked by mina" in text_of(answer) and f"<@{seed.MENDER}>" not in text_of(answer)
    world.press(answer, "check.again")
    assert len(under(world, said)) == 1, "renewed, not posted again"


def test_the_mention_alone_checks_the_threads_budget(world: Mending) -> None:
    root = say(world, mail())
    say(world, f"hey {AT} ", thread_ts=root.ts)
    say(world, f"{AT} is it better now?", thread_ts=root.ts)
    texts = [one.text.split(".")[0] for one in under(world, root)]
    assert all(one.startswith(f"❌ {BUDGET} does not alert") for one in texts) and len(texts) == 3


def test_a_name_in_a_thread_of_another_budget_wins(world: Mending) -> None:
    root = say(world, mail("tax"))
    say(world, f"{AT} {BUDGET}", thread_ts=root.ts)
    assert under(world, root)[-1].text.startswith(f"❌ {BUDGET} does not alert")
    say(world, f"{AT} help", thread_ts=root.ts)
    assert any("alert still arrives" in text for text in world.alone())


def test_under_an_answer_of_ours_it_is_about_that_budget(world: Mending) -> None:
    answer = world.check("customer-key-without-budgets")
    say(world, AT, thread_ts=answer.ts)
    assert under(world, answer)[-1].text.startswith(f"❌ {BUDGET} does not alert")


def test_under_another_apps_post_it_is_about_what_that_says(world: Mending) -> None:
    root = say(world, f"look at {BUDGET} please")
    say(world, AT, thread_ts=root.ts)
    assert under(world, root)[-1].text.startswith(f"❌ {BUDGET} does not alert")


def test_a_list_in_a_thread_leads_to_an_answer_in_it(world: Mending) -> None:
    said = say(world, f"{AT} cost")
    (listed,) = [m for m in world.messages() if m.ephemeral]
    assert listed.thread_ts == said.ts
    world.press(listed, "budget.pick")
    assert under(world, said)[0].text.startswith(f"❌ {BUDGET} does not alert")


@pytest.mark.parametrize("text", [AT, f"so {AT} "])
def test_nothing_named_and_no_thread_says_how_it_is_used(world: Mending, text: str) -> None:
    said = say(world, text)
    assert under(world, said) == []
    assert "Mention me with a budget's name" in world.alone()[-1]


def test_a_thread_about_nothing_says_so_too(world: Mending) -> None:
    root = say(world, "lunch?")
    say(world, AT, thread_ts=root.ts)
    assert "Mention me with a budget's name" in world.alone()[-1]


def test_a_mention_with_the_mail_is_the_mail(world: Mending) -> None:
    said = say(world, f"{AT} what is this?\n{mail()}")
    assert len(under(world, said)) == 1
    assert world.store.threads.under(world.channel, said.ts)


def test_rights_are_those_of_the_command(world: Mending) -> None:
    said = say(world, f"{AT} {BUDGET}", seed.GUEST)
    assert under(world, said) == []
    assert "Guests may not use" in world.alone(seed.GUEST)[-1]


def test_an_app_that_mentions_us_is_not_answered(world: Mending) -> None:
    assert under(world, say(world, f"{AT} {BUDGET}", seed.OTHER_APP)) == []


def test_an_edited_mention_is_none(world: Mending) -> None:
    said = say(world, "hello")
    world.slack.person(seed.MENDER).edit(said, f"{AT} {BUDGET}")
    world.settle()
    assert under(world, said) == []


def test_the_same_event_again_is_answered_once(world: Mending) -> None:
    person = world.slack.person(seed.MENDER)
    said = person.say(f"{AT} {BUDGET}", world.channel)
    mention = said.replies[-1]
    assert mention.request and mention.request.payload["event"]["type"] == "app_mention"
    world.settle()
    person.again(mention)
    world.settle()
    assert len(under(world, said.message)) == 1


def test_a_channel_that_is_archived_meanwhile_is_told_to_the_person(world: Mending) -> None:
    root = say(world, "hello")
    for method in ("chat.postMessage", "chat.postEphemeral"):
        world.slack.fail(method, "is_archived")
    say(world, f"{AT} {BUDGET}", thread_ts=root.ts)
    direct = [m for m in world.slack.messages() if m.channel.startswith("D")]
    assert under(world, root) == [] and direct[-1].text.startswith(f"❌ {BUDGET} does not alert")


def test_the_story_of_a_change_stays_in_the_mentions_thread(world: Mending) -> None:
    said = say(world, f"{AT} {BUDGET}")
    world.submit(world.preview(under(world, said)[0], "fix.allow-on-key"))
    assert {m.thread_ts for m in world.thread()} == {said.ts}
    assert any("alerts again" in text for text in words(world, said))


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u200b ", "\n"])
def test_a_pasted_name_is_that_of_the_budget_that_reads_alike(world: Mending, blank: str) -> None:
    more_budgets(world, "cost all")
    said = say(world, f"{AT}{blank}cost{blank}all{blank}")
    assert under(world, said)[0].text.startswith("❌ cost all does not alert")
    root = say(world, mail())
    say(world, f"{AT} cost{blank}all", thread_ts=root.ts)
    assert under(world, root)[-1].text.startswith("❌ cost all does not alert")
    say(world, f"{AT}\u00a0\u200b", thread_ts=root.ts)
    assert under(world, root)[-1].text.startswith(f"❌ {BUDGET} does not alert")
