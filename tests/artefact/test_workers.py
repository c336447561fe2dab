"""The two workers as Lambda runs them: batches, poison, trouble with Slack and with AWS."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from bot.core.jobs import NOBODY, Job, Place, dumps
from bot.core.jobs.checks import Command
from bot.core.jobs.outbox import Send
from bot.store.tables import Tables
from playground.scenarios.load import find, seed
from playground.slack import Fault
from playground.slack import seed as people
from tests.artefact.world import PREFIX, Deployed, record
from tests.waiting import until

HEALTHY = "customer-key"


def job(world: Deployed, id: str, text: str) -> Job:
    url = world.slack.workspace.new_response_url(people.MENDER, people.FINOPS)
    place = Place("T0BUDGETS", people.MENDER, people.FINOPS, f"{world.slack.url}/response/{url.id}")
    return Job(id, place, Command(text))


def message(body: str, id: str, receives: int = 1) -> dict[str, Any]:
    return record({"MessageId": id, "Body": body}, receives=receives)


def told(world: Deployed) -> list[str]:
    shown = world.slack.messages(people.FINOPS, seen_by=people.MENDER)
    return [one.text for one in shown if one.ephemeral]


def posted(world: Deployed) -> list[str]:
    return [m.text for m in world.slack.messages(people.FINOPS) if not m.ephemeral]


def test_one_poisoned_job_comes_again_and_the_others_are_done(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    name = find(HEALTHY).budget
    batch = [
        message(dumps(job(world, "J1", name)), "M1"),
        message("this is no job", "M2"),
        message(dumps(job(world, "J3", "help")), "M3"),
    ]
    assert world.work("check", batch) == ["M2"]
    assert [text for text in posted(world) if text.startswith(f"✅ {name} alerts")]
    logs = world.function("check").logs()
    assert any("not JSON" in str(line.get("message")) for line in logs)


def test_every_job_poisoned_is_no_crash_of_the_function(world: Deployed) -> None:
    batch = [message(f"poison {n}", f"M{n}") for n in range(3)]
    assert world.work("check", batch) == ["M0", "M1", "M2"]


def test_a_job_of_an_older_version_is_said_not_to_be_done_once(world: Deployed) -> None:
    old = dumps(job(world, "J1", "tax")).replace('"version": 1', '"version": 0')
    assert world.work("check", [message(old, "M1")]) == ["M1"]
    assert world.work("check", [message(old, "M1", receives=2)]) == ["M1"]
    (said,) = told(world)
    assert "another version" in said and "do it again" in said


def test_a_rate_limit_waits_in_the_queue_and_counts_for_nothing(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    world.slack.faults.add(Fault("chat.postMessage", retry_after=600))
    batch = [message(dumps(job(world, "J1", find(HEALTHY).budget)), "M1")]
    assert world.work("check", batch) == []
    assert world.delayed("check") == 1


def test_an_answer_is_kept_while_slack_is_away_and_said_when_it_is_back(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    world.slack.faults.add(Fault("chat.postMessage", status=503))
    last = replace(job(world, "J1", find(HEALTHY).budget), attempt=4)
    assert world.work("check", [message(dumps(last), "M1")]) == []
    assert not posted(world) and world.delayed("check") == 1
    world.slack.faults.clear()
    again = message(dumps(Job("J2", NOBODY, Send("J1"))), "M2")
    assert until(lambda: world.work("check", [again]) == [] and posted(world))
    assert world.work("check", [again]) == []
    assert len(posted(world)) == 1


def test_slack_down_for_long_ends_in_the_dead_letters_with_a_record(world: Deployed) -> None:
    world.slack.faults.add(Fault("*", status=503, times=None))
    last = replace(job(world, "J1", "help"), attempt=4)
    assert world.work("check", [message(dumps(last), "M1")]) == ["M1"]
    assert "given up after 5 attempts" in str(world.function("check").logs())


def test_a_message_that_comes_again_posts_nothing_twice(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    body = dumps(job(world, "J1", find(HEALTHY).budget))
    assert world.work("check", [message(body, "M1")]) == []
    assert world.work("check", [message(body, "M1", receives=2)]) == []
    assert len(posted(world)) == 1


def test_an_answer_that_slack_does_not_take_is_told_in_a_line(world: Deployed) -> None:
    world.slack.fail("chat.postMessage", "invalid_blocks", times=None)
    world.slack.faults.add(Fault("response_url", "invalid_blocks", 400, times=1))
    seed(world.aws.url, [HEALTHY])
    name = find(HEALTHY).budget
    assert world.work("check", [message(dumps(job(world, "J1", name)), "M1")]) == []
    (said,) = told(world)
    assert said.startswith(f"✅ {name} alerts") and "finds the reason in the log under J1" in said


def test_a_failure_is_said_at_once_and_again_when_it_is_given_up(world: Deployed) -> None:
    world.slack.faults.add(Fault("response_url", "invalid_blocks", 400, times=1))
    body = dumps(job(world, "J1", "help"))
    assert world.work("check", [message(body, "M1")]) == ["M1"]
    assert any("tries again in a few minutes" in one for one in told(world))
    world.slack.faults.add(Fault("response_url", "invalid_blocks", 400, times=1))
    assert world.work("check", [message(body, "M1", receives=5)]) == ["M1"]
    assert any("finds it in the log under J1" in one for one in told(world))


def test_aws_that_throttles_is_unknown_and_never_ok(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    world.aws.fault("sns", "GetTopicAttributes", code="Throttling")
    body = dumps(job(world, "J1", find(HEALTHY).budget))
    assert world.work("check", [message(body, "M1")]) == []
    assert posted(world)[0].startswith(f"❓ {find(HEALTHY).budget}: cannot tell whether it alerts")


def test_tables_that_are_not_there_leave_the_answer_without_buttons(world: Deployed) -> None:
    for table in asdict(Tables.prefixed(PREFIX)).values():
        world.aws.client("dynamodb").delete_table(TableName=table)
    seed(world.aws.url, ["customer-key-without-budgets"])
    name = find("customer-key-without-budgets").budget
    assert world.work("check", [message(dumps(job(world, "J1", name)), "M1")]) == []
    assert posted(world)[0].startswith(f"❌ {name} does not alert")
    assert "fix.allow-on-key" not in str(world.slack.messages(people.FINOPS))
    logs = str(world.function("check").logs())
    assert f"The table {PREFIX}-verdicts" in logs


def test_the_log_leads_from_slack_to_the_call_of_aws(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    world.aws.control.forget_calls()
    world.command(find(HEALTHY).budget)
    (line,) = [one for one in world.function("slack").logs() if one.get("message") == "Left a job"]
    id = line["correlation_id"]
    work = [one for one in world.function("check").logs() if one.get("correlation_id") == id]
    assert any("is OK" in str(one.get("message")) for one in work)
    assert "botocore" not in str(world.function("check").lines), "its words are noise"
    budgets = world.aws.control.calls("budgets")
    assert budgets and all(call.agent.endswith(f"job/{id}") for call in budgets)


def test_the_figures_are_lines_of_the_log(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    world.command(find(HEALTHY).budget)
    logs = [one for one in world.function("check").logs() if "_aws" in one]
    names = {
        metric["Name"]: one
        for one in logs
        for metric in one["_aws"]["CloudWatchMetrics"][0]["Metrics"]  # type: ignore[index]
    }
    assert names["Checks"]["verdict"] == "OK" and names["Checks"]["Checks"] == [1.0]
    seconds = names["Seconds"]["Seconds"]
    assert isinstance(seconds, list) and seconds[0] > 0
    assert json.dumps(logs).count('"Namespace": "budget-check"') == len(logs)


def test_a_worker_that_may_not_mend_says_so(world: Deployed) -> None:
    seed(world.aws.url, ["customer-key-without-budgets"])
    answer = world.command(find("customer-key-without-budgets").budget)
    assert world.slack.person(people.MENDER).press(answer, "fix.allow-on-key").status == 200
    (wrong,) = world.messages("mend")
    outcome = world.function("check").invoke({"Records": [wrong]})
    assert outcome.payload == {"batchItemFailures": []}
    (view,) = world.slack.views(people.MENDER)
    assert "Nothing can be mended here" in str(view.blocks)


def test_a_secret_that_is_missing_leaves_the_whole_batch_in_the_queue(world: Deployed) -> None:
    world.aws.client("ssm").delete_parameter(Name="/budget-check/test/slack/bot-token")
    batch = [message(dumps(job(world, f"J{n}", "help")), f"M{n}") for n in range(2)]
    assert world.work("check", batch) == ["M0", "M1"]
    assert "there is no parameter /budget-check/test/slack/bot-token" in str(
        world.function("check").logs()
    )
