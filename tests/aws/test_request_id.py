"""CloudTrail can name the job behind a call: its id stands in the User-Agent, on every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.aws.gather import read
from bot.aws.request_id import request_id
from tests.aws.world import NAME, NOW, OpenAws, World
from tests.conftest import ACCOUNT, EmbeddedAws


def agents(aws: EmbeddedAws) -> set[str]:
    found = {call.agent.rpartition(" ")[2] for call in aws.control.calls()}
    aws.control.forget_calls()
    return found


def test_every_call_of_a_check_names_its_job(
    world: World, embedded_aws: EmbeddedAws, open_aws: OpenAws
) -> None:
    """Of a budget that is there: of another one reads are given up, and may come in later."""
    world.budget(world.topic())
    embedded_aws.control.forget_calls()
    aws = open_aws()
    with request_id("J 1/<x>"):
        read(aws, ACCOUNT, NAME, NOW)
    assert agents(embedded_aws) == {"job/J-1--x-"}
    read(aws, ACCOUNT, NAME, NOW)
    assert not any(agent.startswith("job/") for agent in agents(embedded_aws))


def test_two_jobs_at_once_keep_their_names(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> None:
    aws = open_aws()

    def check(job: str) -> None:
        with request_id(job):
            read(aws, ACCOUNT, f"budget of {job}", NOW)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(check, [f"J{n}" for n in range(8)]))
    assert agents(embedded_aws) == {f"job/J{n}" for n in range(8)}
