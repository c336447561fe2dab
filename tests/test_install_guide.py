"""The guides against the code: permissions, AWS commands, what the doctor reads and tells."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore import xform_name

from bot.aws import reads
from bot.aws.budget_tags import READS as TAGS
from bot.aws.deployment import functions, queues, roles, secrets, trails
from bot.aws.event_bus import PUT
from bot.aws.list_organization import READS as ORGANIZATION
from bot.aws.owners import READS
from bot.aws.proof_alarms import ACTIONS as ALARM_PROOFS
from bot.aws.proof_budgets import ACTIONS as PROOFS
from bot.aws.reads import ACTIONS, Read
from bot.aws.senders import actions_of, all_readers
from bot.aws.write import read_actions, write_actions
from bot.tickets import kinds

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "install.md").read_text("utf-8")
OPERATE = (ROOT / "docs" / "operate.md").read_text("utf-8")
REAL = (ROOT / "docs" / "real-account.md").read_text("utf-8")
DOCTOR = "".join(path.read_text("utf-8") for path in sorted((ROOT / "bot/cli/doctor").glob("*.py")))
OF_THE_CLI = {"logs tail", "configure", "sso login", "configure list-profiles"}
"""Commands of the AWS CLI that are no operation of a service."""
EVERYWHERE = {"--region", "--profile", "--query", "--output"}


def test_the_guide_says_what_each_permission_is_for() -> None:
    part = GUIDE.split("<!-- permissions -->")[1].split("<!-- /permissions -->")[0]
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in part.strip().splitlines()[2:]]
    told = {action.strip("`"): who for action, who, _ in rows}
    assert len(told) == len(rows) and all(why for _, _, why in rows)
    senders = actions_of([one.sender.setting for one in all_readers()])
    checks = {*ACTIONS, *senders, *(read.action for read in (*READS, *TAGS))}
    tickets = {action for kind in kinds().values() for action in kind.actions}
    buttons = {*read_actions(), *write_actions(), *PROOFS, *ALARM_PROOFS} - checks
    assert {action for action, who in told.items() if who == "check, mend"} == checks
    lists = {read.action for read in ORGANIZATION} - checks
    alone = {*tickets, *lists, PUT.action}
    assert {action for action, who in told.items() if who == "check"} == alone
    assert {action for action, who in told.items() if who == "mend"} == buttons


def test_the_guide_says_what_the_doctor_reads() -> None:
    own = {
        value.action
        for module in (functions, queues, roles, secrets, trails)
        for value in vars(module).values()
        if isinstance(value, Read)
    } | {reads.GET_CALLER_IDENTITY.action}
    tables = ("DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups")
    paragraph = GUIDE.split("The doctor uses your rights")[1]
    assert set(re.findall(r"`([a-z]+:[A-Za-z]+)`", paragraph)) == own | {
        f"dynamodb:{name}" for name in tables
    }


def commands() -> Iterator[str]:
    """Every AWS command of the guides, of the list of what only a real account shows, of doctor."""
    flat = (REAL.replace("\n", " "), DOCTOR.replace('"\n            "', ""))
    for text in (GUIDE, OPERATE, *flat):
        yield from re.findall(r"`(aws [^`]+)`", text)
    for line in (*GUIDE.splitlines(), *OPERATE.splitlines()):
        yield from re.findall(r"^\s*(?:\w+=\$\()?(aws .*?)\)?$", line)
        yield from re.findall(r"in \$\((aws .*?)\);", line)
    yield from re.findall(r'f"(aws (?:sqs|lambda) [^"]+)"', DOCTOR)


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_each_aws_command_is_one_of_the_cli(command: str) -> None:
    words = shlex.split(re.sub(r"\$\(.*?\)", "x", command))[1:]
    if " ".join(words[:2]) in OF_THE_CLI or words[0] in OF_THE_CLI:
        return
    service, operation, *rest = words
    model = boto3.Session()._session.get_service_model(service)
    if operation == "wait":
        assert rest[0] in {"table-exists", "table-not-exists"}
        operation = "describe-table"
    known = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(known[operation]).input_shape
    takes = shape.members if shape else {}
    members = {f"--{xform_name(name, '-')}": takes[name] for name in takes}
    for option in (word for word in rest if word.startswith("--")):
        name = option.replace("--no-", "--", 1)
        boolean = name in members and members[name].type_name == "boolean"
        assert option in members or option in EVERYWHERE or (name != option and boolean)


def test_every_link_to_a_heading_of_the_guide_leads_there() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([a-z0-9-]+)\)", GUIDE)) <= heads
    for head in re.findall(r'docs/install\.md, \\?"([^"\\]+)', DOCTOR):
        assert re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-").removesuffix(".") in {
            re.sub(r"^\d+-", "", one) for one in heads
        }


def test_what_the_guides_name_of_the_doctor_is_a_part_of_it() -> None:
    titles = set(re.findall(r'^TITLE = "(.+)"$', DOCTOR, re.MULTILINE))
    for page in (GUIDE, OPERATE):
        named = re.findall(r"((?:\*[A-Z][\w ]*\* and )?\*[A-Z][\w ]*\*) of the doctor", page)
        assert named
        assert {one for parts in named for one in re.findall(r"\*([^*]+)\*", parts)} <= titles
