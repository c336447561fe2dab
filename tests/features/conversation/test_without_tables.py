"""The jobs that a message gives, where there are no tables and where nobody asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.conversation import AppPost, CheckMessage, FailureMail, Mention
from bot.core.jobs.kinds import What
from bot.core.model.read import Cause, ReadFailed
from bot.errors import SlackError
from bot.jobs.context import ProcessContext
from bot.slack.client import Slack
from bot.worker.worker import Worker
from playground.slack import Fault, LocalSlack, Message, seed
from playground.slack.model import BOT_USER_ID, Content
from tests.features.check.test_command import everything
from tests.jobs.fakes import ACCOUNT, TOPIC, FakeReader, KeptQueue
from tests.slack.conftest import settings_for

NAME = "cost-all-services-manage"
MAIL = (
    f"status of your <{NAME}> budget on the following SNS topic: <{TOPIC}>. Unfortunately, we are "
    "unable to successfully publish to this SNS topic at this time."
)


@dataclass
class Bench:
    slack: LocalSlack
    queue: KeptQueue
    aws: FakeReader
    worker: Worker
    root: Message

    def job(self, what: What, user: str = "") -> Job:
        return Job("Ev1", Place("T0BUDGETS", user, seed.FINOPS, "", self.root.ts), what)

    def thread(self) -> list[Message]:
        return [m for m in self.slack.messages(seed.FINOPS) if m.thread_ts == self.root.ts]

    def said(self) -> str:
        return everything([m.blocks for m in self.thread()])


@pytest.fixture
def bench() -> Iterator[Bench]:
    with LocalSlack() as slack:
        settings, queue, aws = settings_for(slack), KeptQueue(), FakeReader()
        client = Slack(settings.bot_token, settings.slack_api_url)
        worker = Worker(ProcessContext(settings=settings, slack=client, reader=aws, queue=queue))
        root = Message(seed.FINOPS, slack.workspace.next_ts(), seed.MENDER, Content(MAIL))
        slack.workspace.messages.append(root)
        yield Bench(slack, queue, aws, worker, root)


def test_without_tables_a_mail_is_answered_all_the_same(bench: Bench) -> None:
    bench.worker.work(bench.job(FailureMail("1.1", MAIL)))
    (answer,) = bench.thread()
    assert answer.text.startswith(f"❌ {NAME} does not alert")
    assert answer.metadata["event_payload"] == {"check": "Ev1"}


def test_nobody_asked_so_no_person_is_looked_up(bench: Bench) -> None:
    bench.worker.work(bench.job(AppPost("1.1", f"AWS Budgets: {NAME} has exceeded your budget")))
    assert len(bench.thread()) == 1 and bench.slack.calls("users.info") == []


def test_what_was_posted_by_an_earlier_attempt_is_not_posted_again(bench: Bench) -> None:
    job = bench.job(FailureMail("1.1", MAIL))
    bench.worker.work(job)
    bench.worker.work(replace(job, unsure=True))
    assert len(bench.thread()) == 1


def test_a_rate_limit_waits(bench: Bench) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", retry_after=37))
    job = bench.job(FailureMail("1.1", MAIL))
    bench.worker.work(job)
    assert bench.queue.sent == [(replace(job, attempt=1), 37)]


def test_a_failure_nobody_asked_for_is_logged_and_told_to_nobody(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    job = bench.job(FailureMail("1.1", MAIL))
    bench.worker.failed(job, SlackError("chat.postMessage", "invalid_blocks"))
    assert "Job Ev1 (said.failure) failed" in caplog.text and bench.thread() == []
    bench.worker.failed(replace(job, place=replace(job.place, user=seed.MENDER)), OSError())
    (told,) = bench.thread()
    assert told.visible_to == seed.MENDER


@pytest.mark.parametrize(
    ("what", "user"),
    [
        (CheckMessage("1.1", NAME), seed.MENDER),
        (Mention("1.2", f"<@U0BUDGETBOT> {NAME}"), seed.MENDER),
    ],
)
def test_a_shortcut_and_a_mention_answer_in_the_thread(bench: Bench, what: What, user: str) -> None:
    bench.worker.work(bench.job(what, user))
    assert bench.thread()[-1].text.startswith(f"❌ {NAME} does not alert")


def test_where_the_accounts_are_unread_it_is_said_to_whoever_asked(bench: Bench) -> None:
    bench.aws.account_id = ReadFailed("sts:GetCallerIdentity", "", Cause.EXPIRED, "ExpiredToken")
    bench.worker.work(bench.job(FailureMail("1.1", MAIL)))
    assert "credentials have expired" in bench.said()
    bench.worker.work(bench.job(CheckMessage("1.1", "x"), seed.MENDER))
    bench.worker.work(bench.job(Mention("1.2", "<@U0BUDGETBOT>"), seed.MENDER))
    assert [bool(m.visible_to) for m in bench.thread()] == [False, True, True]
    bench.worker.work(bench.job(AppPost("1.1", f"AWS Budgets: {NAME} exceeded its budget")))
    assert len(bench.thread()) == 3, "a post is left alone"


def test_more_mails_than_are_looked_at_are_counted(bench: Bench) -> None:
    head = "You requested that we notify you regarding the "
    many = "\n".join(head + MAIL.replace(NAME, f"b{n}") for n in range(7))
    bench.worker.work(bench.job(FailureMail("1.1", many)))
    assert len(bench.thread()) == 6
    assert "2 more mails in this message are not looked at" in bench.said()
    assert bench.aws.checked == ["b4", "b3", "b2", "b1", "b0"] and ACCOUNT in bench.said()


@pytest.mark.parametrize("unsure", [False, True])
@pytest.mark.parametrize("gone", ["archived", "removed"])
def test_a_channel_that_is_gone_when_the_job_is_done(
    bench: Bench, caplog: pytest.LogCaptureFixture, gone: str, unsure: bool
) -> None:
    room = bench.slack.workspace.channels[seed.FINOPS]
    room.archived = gone == "archived"
    room.members -= {BOT_USER_ID} if gone == "removed" else set()
    nobodys = replace(bench.job(FailureMail("1.1", MAIL)), unsure=unsure)
    bench.worker.work(nobodys)
    assert bench.thread() == [] and "is told to nobody" in caplog.text
    bench.worker.work(replace(nobodys, place=replace(nobodys.place, user=seed.MENDER)))
    (told,) = [m for m in bench.slack.messages() if m.channel.startswith("D")]
    assert told.text.startswith(f"❌ {NAME} does not alert")
