"""What is said in channels, through the deployed front door: what is queued, and what is not."""

from __future__ import annotations

import json
from typing import Any

from playground.scenarios.load import find, seed
from playground.slack import Person
from playground.slack import seed as people
from tests.artefact.world import Deployed
from tests.features.conftest import GRANT
from tests.features.conversation.conftest import AT, BUDGET, alert, forwarded, mail


def queued(world: Deployed) -> list[dict[str, Any]]:
    return [json.loads(one["body"]) for one in world.messages("check")]


def person(world: Deployed, user: str = people.MENDER) -> Person:
    return world.slack.person(user)


def test_a_mention_is_one_job_whose_id_is_the_events(world: Deployed) -> None:
    said = person(world).say(f"{AT} tax", people.FINOPS)
    (job,) = queued(world)
    sent = said.replies[-1].request
    assert sent is not None
    assert (job["id"], job["kind"]) == (sent.payload["event_id"], "said.mention")
    assert job["what"] == {"ts": said.message.ts, "text": f"{AT} tax"}
    assert job["place"]["thread"] == said.message.ts and not job["unsure"]


def test_what_slack_repeats_is_the_same_job_later_and_unsure(world: Deployed) -> None:
    said = person(world).say(mail(), people.FINOPS)
    (first,) = queued(world)
    again = person(world).again(said.replies[0], 1)
    assert again.status == 200
    assert world.delayed("check") == 1, "it waits until the first has had its time"
    assert first["kind"] == "said.failure" and not first["unsure"]


def test_nothing_else_of_what_is_said_is_queued(world: Deployed) -> None:
    for text in ("hello", f"{BUDGET} exceeded its alert threshold", "<@U0NOBODY> budget-check?"):
        replies = person(world).say(text, people.FINOPS).replies
        assert [reply.status for reply in replies] == [200]
    for channel in (people.FINOPS, people.PRIVATE):
        person(world).say("unable to publish", channel)
    person(world, people.OTHER_APP).say("deployed", people.FINOPS)
    assert queued(world) == []
    assert "hello" not in str(world.function("slack").logs())


def test_what_is_said_to_the_bot_alone_is_queued_as_a_mention_is(world: Deployed) -> None:
    said = person(world).say("unable to publish", people.DIRECT)
    person(world).say(mail(), people.DIRECT)
    failure, mention = sorted(queued(world), key=lambda job: str(job["kind"]))
    assert (failure["kind"], mention["kind"]) == ("said.failure", "said.mention")
    assert mention["what"] == {"ts": said.message.ts, "text": "unable to publish"}
    assert failure["place"]["thread"] and not mention["place"]["thread"], "right below it"


def test_our_own_messages_edits_and_deletions_are_ignored(world: Deployed) -> None:
    said = person(world).say("hello", people.FINOPS).message
    person(world).edit(said, mail())
    event = {"type": "message", "channel": people.FINOPS, "ts": "1.1", "text": mail()}
    own = ({"app_id": "A0BUDGETCHECK"}, {"bot_id": "B0BUDGETCHECK"}, {"user": "U0BUDGETBOT"})
    for other in (*own, {"subtype": "message_deleted"}, {"subtype": "channel_join"}):
        assert person(world).event({"user": "U0X", **event, **other}).status == 200
    assert queued(world) == []


def test_apps_posts_and_mails_carry_no_person(world: Deployed) -> None:
    person(world, people.OTHER_APP).say("", people.FINOPS, blocks=alert())
    person(world, people.SLACKBOT).say("", people.FINOPS, files=[forwarded()])
    person(world, people.SLACKBOT).say("", people.FINOPS, files=[forwarded()], files_cut=True)
    jobs = sorted(queued(world), key=lambda job: (job["kind"], len(job["what"]["text"])))
    assert [job["kind"] for job in jobs] == ["said.failure", "said.failure", "said.post"]
    assert {job["place"]["user"] for job in jobs} == {""}
    assert (jobs[0]["what"]["file"], jobs[1]["what"]["file"]) == ("F0MAIL", "")


def test_what_is_too_long_for_a_job_is_cut(world: Deployed) -> None:
    person(world).say(mail() + "x" * 30_000, people.FINOPS)
    (job,) = queued(world)
    assert len(job["what"]["text"]) == 20_000 and job["what"]["cut"] == 1


def test_an_event_that_is_no_event_is_refused(world: Deployed) -> None:
    reply = person(world).event({"type": "app_mention", "user": people.MENDER, "text": AT})
    assert reply.status == 400 and queued(world) == []


def test_a_pasted_mail_is_answered_by_the_deployed_worker(world: Deployed) -> None:
    seed(world.aws.url, [GRANT])
    said = person(world).say(mail(), people.FINOPS)
    world.pump()
    (answer,) = world.slack.messages(people.FINOPS, thread_ts=said.message.ts)
    assert answer.text.startswith(f"❌ {find(GRANT).budget} does not alert")
