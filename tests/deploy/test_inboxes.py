"""How the alerts of many accounts come in: none is lost or let in twice, no policy too large."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from typing import Any

import pytest

from bot.core.model.topic import Topic
from bot.core.policy import evaluate
from bot.core.subscriptions.delivery import SEND, delivery_requests
from bot.core.subscriptions.own import Own
from tests.core.build import ACCOUNT, NOW
from tests.deploy.stack import Stack
from tests.deploy.test_closed import Queues
from tests.deploy.test_closed import arn as arn_of
from tools.gates.resolve import resolve
from tools.template import ROOT

REGIONS = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-2", "us-west-2"]
OPT_IN = ["ap-southeast-3", "me-central-1"]
COUNTS = [0, 1, 10, 21, 22, 63, 64, 500, 1_000, 10_000]
MOST_OF_A_FUNCTION, MOST_OF_A_QUEUE = 20_480, 8_192
SCRIPT = """
const { inboxesOf, shared, told } = require('./deploy/inboxes.js');
const closed = require('./deploy/closed.js');
const inbox = require('./deploy/inbox.js');
const sns = require('./deploy/sns.js');
(async () => {
  const said = [];
  for (const one of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
    try {
      const ways = shared(one, 'deploy/prod.env');
      const inboxes = inboxesOf({ ...one, ...ways });
      const known = {
        'self:custom.deploy': {
          mend: 'mend', accounts: 'listed', calledAccounts: ways.called, inboxes, alarmActions: [],
          region: one.regions[0], alertRegions: one.regions, optInRegions: one.optInRegions,
        },
        'self:custom.name': one.name,
        'sls:stage': 'prod',
      };
      const resolveVariable = async (name) => known[name];
      const made = await Promise.all([closed, inbox, sns].map((part) => part({ resolveVariable })));
      const resources = Object.assign({}, ...made.map((part) => part.Resources));
      said.push({ ways, says: told(ways), resources });
    } catch (error) {
      said.push({ refused: error.message });
    }
  }
  console.log(JSON.stringify(said));
})();
"""
LONG = "budget-check-twenty-letters-stage"


def stage(accounts: list[str], regions: int = 2, opt_in: int = 0, **more: Any) -> dict[str, Any]:
    given = {
        "accounts": accounts,
        "regions": REGIONS[:regions],
        "optInRegions": OPT_IN[:opt_in],
        "partition": "aws",
        "organization": "",
        "name": LONG,
    }
    return {**given, **more}


def made_of(*stages: dict[str, Any]) -> list[dict[str, Any]]:
    run = subprocess.run(
        ["node", "-e", SCRIPT],
        cwd=ROOT,
        input=json.dumps(stages),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def ids(count: int) -> list[str]:
    return [str(200_000_000_000 + 7 * n) for n in range(count)]


CASES = [
    stage(ids(count), regions, opt_in, partition=partition)
    for count in COUNTS
    for regions in (1, 2, 3, 4, 5)
    for opt_in, partition in ((0, "aws"), (2, "aws-us-gov"))
]


@pytest.fixture(scope="module")
def made() -> list[dict[str, Any]]:
    return made_of(*CASES)


def test_no_account_is_lost_and_none_has_two_ways(made: list[dict[str, Any]]) -> None:
    for case, one in zip(CASES, made, strict=True):
        ways = one["ways"]
        counted = Counter([*ways["called"], *(a for inbox in ways["inboxes"] for a in inbox)])
        assert counted == Counter(case["accounts"])


def test_every_policy_is_below_its_limit(made: list[dict[str, Any]]) -> None:
    for case, one in zip(CASES, made, strict=True):
        permissions, largest = [], 0
        for resource in one["resources"].values():
            if resource["Type"] == "AWS::Lambda::Permission":
                permissions.append(resource)
            if resource["Type"] == "AWS::SQS::QueuePolicy":
                largest = max(largest, size(resource["Properties"]["PolicyDocument"]))
        assert len(permissions) <= 45 and sum(map(size, permissions)) <= MOST_OF_A_FUNCTION
        assert largest <= MOST_OF_A_QUEUE, (len(case["accounts"]), largest)


def test_few_queues_are_enough_and_they_are_used(made: list[dict[str, Any]]) -> None:
    """A place that is left free would be a queue more to pay for."""
    for case, one in zip(CASES, made, strict=True):
        inboxes = one["ways"]["inboxes"]
        assert len({len(inbox) for inbox in inboxes[:-1]}) <= 1, "all but the last are full"
        assert len(inboxes) <= -(-len(case["accounts"]) // 130)
        assert len(one["resources"]) < 350, "with the others of a stage a template holds 500"


def size(document: Any) -> int:
    """Bytes of the document with every reference at its longest, and blanks between its parts."""
    return len(json.dumps(longest(document)))


def longest(value: Any) -> Any:
    if isinstance(value, list):
        return [longest(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "Fn::GetAtt" in value or "Ref" in value or "Fn::Sub" in value:
        text = value.get("Fn::Sub", "")
        text = text.replace("${AWS::Partition}", "aws-us-gov").replace(
            "${AWS::AccountId}", "1" * 12
        )
        return text or f"arn:aws-us-gov:sqs:ap-southeast-2:111111111111:{LONG}-inbox-organization"
    return {name: longest(one) for name, one in value.items()}


def test_who_is_added_at_the_end_moves_nobody() -> None:
    known = ids(900)
    before, after, without = made_of(
        stage(known),
        stage([*known, *map(str, range(300_000_000_000, 300_000_000_400))]),
        stage([*known[:100], "000000000000", "000000000000", *known[102:]]),
    )
    places = place_of(before)
    assert places.items() <= place_of(after).items()
    gone = {account: where for account, where in places.items() if account not in known[100:102]}
    assert place_of(without) == gone, "what stands for one that is gone keeps its place"


def place_of(made: dict[str, Any]) -> dict[str, int]:
    ways = made["ways"]
    where = dict.fromkeys(ways["called"], 0)
    return where | {a: n + 1 for n, inbox in enumerate(ways["inboxes"]) for a in inbox}


def test_what_does_not_fit_is_said_with_the_figure_and_the_way_out() -> None:
    many, regions, nowhere, most = made_of(
        stage(ids(20_000)),
        {**stage([]), "regions": [f"eu-west-{n}" for n in range(46)]},
        stage(["organization"]),
        stage(ids(10_000), 5, 2, partition="aws-us-gov"),
    )
    assert "names 20000 accounts: 21 fit into the policy of the function" in many["refused"]
    assert many["refused"].endswith(
        "Say organization instead: then one statement lets all accounts of ORGANIZATION_ID in."
    )
    assert "name 46 Regions: the function takes 45 permissions" in regions["refused"]
    assert "says organization: name it in ORGANIZATION_ID." in nowhere["refused"]
    assert "refused" not in most


def test_whoever_packages_is_told_who_comes_by_which_way() -> None:
    some, both, few = made_of(
        stage(ids(400)),
        stage([*ids(3), "organization"], organization=ORGANIZATION),
        stage(ids(21)),
    )
    assert some["says"] == (
        "ALERT_ACCOUNTS: 21 of them and the own account call the function, 379 share 3 inboxes "
        "(docs/alerts.md)."
    )
    assert both["says"] == (
        "ALERT_ACCOUNTS: 3 of them and the own account call the function, all of ORGANIZATION_ID "
        "share the inbox organization (docs/alerts.md)."
    )
    assert few["says"] == ""


def test_a_whole_organisation_has_one_queue_however_many_it_is() -> None:
    (one,) = made_of(stage(["organization"], organization=ORGANIZATION))
    queues = [r for r in one["resources"].values() if r["Type"] == "AWS::SQS::Queue"]
    assert [q["Properties"]["QueueName"] for q in queues] == [
        f"{LONG}-inbox-organization",
        f"{LONG}-inbox-dead",
    ]


ORGANIZATION = "o-a1b2c3d4e5"
INBOX = "inbox-organization"


@pytest.fixture(scope="module")
def queues(full: Stack) -> Queues:
    return Queues(resolve(full.template, "eu-west-1", {}))


@pytest.mark.parametrize(
    ("region", "organization", "comes_in"),
    [
        ("eu-west-1", ORGANIZATION, "allow"),
        ("us-east-1", ORGANIZATION, "allow"),
        ("ap-east-1", ORGANIZATION, "allow"),
        ("me-south-1", ORGANIZATION, "implicit_deny"),
        ("eu-west-1", "o-0000000000", "implicit_deny"),
        ("eu-west-1", None, "unknown"),
    ],
)
def test_topics_of_the_organisation_may_deliver_and_no_others(
    queues: Queues, region: str, organization: str | None, comes_in: str
) -> None:
    account = "444444444444"
    topic = Topic(f"arn:aws:sns:{region}:{account}:t", account, region, organization=organization)
    asked = delivery_requests(topic, arn_of(INBOX), SEND, NOW)
    assert [evaluate(queues.policy(INBOX), one).effect.value for one in asked] == [comes_in]


def test_events_takes_from_each_inbox_and_tells_what_failed(full: Stack) -> None:
    (mapping,) = (
        one
        for one in full.of("AWS::Lambda::EventSourceMapping").values()
        if one["EventSourceArn"] == {"Fn::GetAtt": ["InboxOrganizationQueue", "Arn"]}
    )
    assert mapping["FunctionName"] == {"Ref": "EventsLambdaFunction"}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    queue = full.of("AWS::SQS::Queue")["InboxOrganizationQueue"]
    timeout = full.functions()["events"]["Timeout"]
    assert queue["VisibilityTimeout"] >= 6 * timeout
    (reads,) = (s for s in full.statements("events") if s["Sid"] == "TakeFromInboxes")
    assert reads["Resource"]["Fn::Sub"].endswith(":budget-check-gate-inbox-*")


def test_the_check_knows_each_inbox_as_its_own(full: Stack, plain: Stack) -> None:
    told = full.functions()["check"]["Environment"]["Variables"]["INBOX_QUEUES"]["Fn::Sub"]
    begins = told.replace("${AWS::Partition}", "aws").replace("${AWS::Region}", "eu-west-1")
    own = Own("", begins.replace("${AWS::AccountId}", ACCOUNT))
    assert own.takes("sqs", arn_of(INBOX)) and own.takes("sqs", arn_of("inbox-7"))
    assert not own.takes("sqs", arn_of("alerts"))
    assert not own.takes("sqs", arn_of(INBOX).replace(ACCOUNT, "444444444444"))
    assert not own.takes("lambda", arn_of(INBOX))
    assert "INBOX_QUEUES" not in plain.functions()["check"]["Environment"]["Variables"]
