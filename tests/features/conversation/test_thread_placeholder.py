"""A mail, a message or a thread that takes a while: its thread is told, once, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Event, Thread

import pytest

from bot.core.accounts.directory import Account
from bot.core.jobs import Job, Place
from bot.core.jobs.conversation import CheckMessage, FailureMail, Mention
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.features.conversation import thread_placeholder
from bot.jobs import delayed
from bot.jobs.reader import Reader
from playground.slack import Fault, Message
from playground.slack import seed as people
from tests.conftest import ACCOUNT
from tests.features.check.test_answered_once import comes_round, unsaid
from tests.features.conversation.conftest import AT, BUDGET, mail, more_budgets, say, under
from tests.features.world import Mending
from tests.waiting import UNHURRIED

ANSWER = f"❌ {BUDGET} does not alert"


class SlowReader:
    """Reads as the other one does, once it may."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.may = Event()

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        assert self.may.wait(UNHURRIED)
        return self._reader.facts(account, name)

    def all_budgets(
        self, accounts: Sequence[Account]
    ) -> Mapping[str, tuple[Budget, ...] | ReadFailed]:
        assert self.may.wait(UNHURRIED)
        return self._reader.all_budgets(accounts)

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)


@pytest.fixture
def slow(world: Mending, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowReader]:
    monkeypatch.setattr(delayed, "SAY_AFTER", 0.0)
    reader = SlowReader(world.worker.parts.reader)
    world.worker.parts = replace(world.worker.parts, reader=reader)  # type: ignore[arg-type]
    yield reader
    reader.may.set()


def posted(world: Mending, text: str) -> Message:
    """A message to which nothing listens."""
    return world.slack.person(people.MENDER).say(text, world.channel).message


def begin(
    world: Mending, what: FailureMail | CheckMessage | Mention, unsure: bool = False
) -> Thread:
    place = Place("", people.MENDER, world.channel, thread=what.ts)
    job = Job("j1", place, what)
    working = Thread(target=world.worker.work, args=(job,))
    working.start()
    return working


def waits(world: Mending, root: Message) -> Message:
    """The message that says that it is looked at."""
    return world.slack.until(lambda: next(iter(under(world, root)), None))


def test_of_a_mail_the_message_becomes_the_answer(world: Mending, slow: SlowReader) -> None:
    root = posted(world, "a mail")
    working = begin(world, FailureMail(root.ts, mail()))
    told = waits(world, root)
    assert told.text == f"⏳ Looking at {BUDGET} …" and told.thread_ts == root.ts
    slow.may.set()
    working.join()
    (answer,) = under(world, root)
    assert answer.ts == told.ts and answer.text.startswith(ANSWER) and unsaid(world) == ()
    (kept,) = world.store.answers.live(ACCOUNT, BUDGET, world.clock(), 5)
    assert kept.ts == told.ts
    assert world.store.threads.under(world.channel, root.ts)


def test_of_a_picked_message(world: Mending, slow: SlowReader) -> None:
    root = posted(world, "why?")
    working = begin(world, CheckMessage(root.ts, f"why is `{BUDGET}` so quiet?"))
    told = waits(world, root)
    assert told.text == "⏳ Looking at the budget of this message …"
    slow.may.set()
    working.join()
    (answer,) = under(world, root)
    assert answer.ts == told.ts and answer.text.startswith(ANSWER) and unsaid(world) == ()


def test_of_a_mention_in_the_thread_of_a_mail(world: Mending, slow: SlowReader) -> None:
    slow.may.set()
    root = say(world, mail())
    slow.may.clear()
    working = begin(world, Mention(root.ts, AT))
    told = world.slack.until(lambda: next(iter(under(world, root)[1:]), None))
    assert told.text == f"⏳ Looking at {BUDGET} …"
    slow.may.set()
    working.join()
    assert [one.text[:1] for one in under(world, root)] == ["❌", "❌"]


def test_of_several_mails_the_first_that_is_said_takes_its_place(
    world: Mending, slow: SlowReader
) -> None:
    root = posted(world, "mails")
    working = begin(world, FailureMail(root.ts, f"{mail('tax')}\n\n{mail()}"))
    told = waits(world, root)
    slow.may.set()
    working.join()
    first, second = under(world, root)
    assert first.ts == told.ts and {first.text[:1], second.text[:1]} == {"❌"}
    assert {BUDGET in first.text, BUDGET in second.text} == {True, False}


def test_a_question_takes_its_place_too(world: Mending, slow: SlowReader) -> None:
    more_budgets(world, "cost all", "cost\u00a0all")
    root = posted(world, "a mail")
    working = begin(world, FailureMail(root.ts, mail("cost  all")))
    told = waits(world, root)
    slow.may.set()
    working.join()
    (asked,) = under(world, root)
    assert asked.ts == told.ts and "Looking" not in asked.text and unsaid(world) == ()


@pytest.mark.parametrize("refused", [False, True])
def test_where_the_person_alone_is_told_it_goes_away(
    world: Mending, slow: SlowReader, refused: bool
) -> None:
    more_budgets(world, "cost all", "cost\u00a0all")
    if refused:
        world.slack.fail("chat.delete", "compliance_exports_prevent_deletion")
    root = posted(world, "why?")
    working = begin(world, CheckMessage(root.ts, "why is cost  all so quiet?"))
    waits(world, root)
    slow.may.set()
    working.join()
    left = [one.text for one in under(world, root)]
    assert left == ["Looked at. Whoever asked has the answer."] * refused
    assert "cost all\nin" in world.alone()[-1] and unsaid(world) == ()


def test_a_mail_that_is_answered_at_once_says_no_such_thing(world: Mending) -> None:
    root = say(world, mail())
    assert len(under(world, root)) == 1 and world.slack.calls("chat.update") == []


@pytest.mark.parametrize("lost", [False, True], ids=["taken", "and not said so"])
def test_slack_does_not_answer_while_it_is_said(
    world: Mending, slow: SlowReader, lost: bool
) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=lost, drop=True, times=1))
    root = posted(world, "a mail")
    working = begin(world, FailureMail(root.ts, mail()))
    slow.may.set()
    working.join()
    comes_round(world, 3)
    (answer,) = under(world, root)
    assert answer.text.startswith(ANSWER) and unsaid(world) == ()


def test_slack_refuses_the_edit(world: Mending, slow: SlowReader) -> None:
    root = posted(world, "a mail")
    working = begin(world, FailureMail(root.ts, mail()))
    waits(world, root)
    world.slack.fail("chat.update", "cant_update_message")
    slow.may.set()
    working.join()
    comes_round(world, 2)
    (answer,) = under(world, root)
    assert answer.text.startswith(ANSWER) and unsaid(world) == ()


def test_slack_is_away_when_the_answer_comes(world: Mending, slow: SlowReader) -> None:
    world.lose_later_attempts()
    root = posted(world, "a mail")
    working = begin(world, FailureMail(root.ts, mail()))
    told = waits(world, root)
    world.slack.faults.add(Fault("chat.update", drop=True, times=None))
    slow.may.set()
    working.join()
    assert [one.text[:1] for one in under(world, root)] == ["⏳"]
    world.slack.faults.clear()
    comes_round(world, 6)
    (answer,) = under(world, root)
    assert answer.ts == told.ts and answer.text.startswith(ANSWER) and unsaid(world) == ()


def test_a_worker_that_dies_while_it_looks_is_made_up_for(
    world: Mending, slow: SlowReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.lose_later_attempts()
    root = posted(world, "a mail")
    with monkeypatch.context() as dying:
        dying.setattr(thread_placeholder.ThreadPlaceholder, "_over", lambda *_: 1 // 0)
        place = Place("", people.MENDER, world.channel, thread=root.ts)
        job = Job("j1", place, FailureMail(root.ts, mail()))
        failed: list[ZeroDivisionError] = []

        def dies() -> None:
            try:
                world.worker.work(job)
            except ZeroDivisionError as error:
                failed.append(error)

        working = Thread(target=dies)
        working.start()
        told = waits(world, root)
        slow.may.set()
        working.join()
        assert failed
    assert told.text.startswith("⏳")
    comes_round(world, 3)
    (answer,) = under(world, root)
    assert answer.ts == told.ts and answer.text.startswith(ANSWER) and unsaid(world) == ()
