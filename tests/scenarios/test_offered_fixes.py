"""Each fix that a finding offers, tried in its scenario: better afterwards, and nobody worse.

Every one in memory; each kind of fix once at the embedded AWS, written and read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import boto3
import pytest

from bot.aws.apply import ONCE, AwsWriter
from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.core.checks import all_checks
from bot.core.findings import Status, worst
from bot.core.fixes import FixSubject, all_fixes, plan, undo
from bot.core.fixes._publisher_access import Served, publisher_access
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.path import Facts, Path
from bot.core.model.topic import Topic
from bot.core.plan import Plan
from bot.core.policy.publishers import publishers
from bot.core.report import judge
from bot.core.simulate import codes_of, judged, simulate
from bot.core.subscriptions.verdict import subscription_verdict
from bot.core.texts.hops import hop_reports
from playground.aws import judge as court
from playground.aws.delivery_rules.sender import BUDGETS
from playground.scenarios.catalog import find, names
from playground.scenarios.load import seed
from playground.scenarios.policies import ACCOUNT
from tests.conftest import EmbeddedAws
from tests.scenarios.writes import carry_out

BY_THE_ENDPOINT = {"send-confirmation-again"}
"""What somebody else has to complete: the code goes once the endpoint's owner confirms."""
NEW = "arn:aws:kms:eu-central-1:{}:key/00000000-0000-4000-8000-000000000000"
_SERVED = list(Served)
_OUTCOMES = ["delivers", "cannot judge", "refused"]


@dataclass(frozen=True)
class Offer:
    """A fix that a finding of a path offers, and the path."""

    fix: str
    code: str
    path: Path

    @property
    def plan(self) -> Plan:
        """Worked out; a fix that is offered can be."""
        asked = FixSubject(self.path, allow_unencrypted=True, change_id="c-1")
        made = plan(self.fix, asked)
        assert isinstance(made, Plan), (self.fix, self.code, made)
        return made


def offers(facts: Facts) -> Iterator[Offer]:
    report = judge(facts, allow_unencrypted=True)
    for path, told in zip(facts.paths(), report.paths, strict=True):
        for finding in told.findings:
            for fix in finding.fixes:
                yield Offer(fix, finding.code, path)


def verdict(path: Path) -> Status:
    found = subscription_verdict(path, (f for check in all_checks() for f in check.run(path)))
    return worst(hop.status for hop in hop_reports(path, found))


@pytest.mark.parametrize("name", names())
def test_it_is_better_afterwards(name: str, facts: Mapping[str, Facts]) -> None:
    for offer in offers(facts[name]):
        made = offer.plan
        after = simulate(offer.path, made)
        if offer.fix not in BY_THE_ENDPOINT:
            assert offer.code in made.clears
            assert offer.code not in codes_of(judged(after)), offer
        assert codes_of(judged(after)) <= codes_of(judged(offer.path)), offer
        for path in facts[name].paths():
            if isinstance(path.topic, Topic) and path.topic.arn == made.topic:
                assert verdict(simulate(path, made)).rank <= verdict(path).rank, offer


@pytest.mark.parametrize("name", names())
def test_no_publisher_is_worse_afterwards(name: str, facts: Mapping[str, Facts]) -> None:
    for offer in offers(facts[name]):
        before, after = offer.path, simulate(offer.path, offer.plan)
        for service, account in served(before):
            was, is_now = (
                publisher_access(path, service, account).served for path in (before, after)
            )
            assert _SERVED.index(is_now) <= _SERVED.index(was), (offer, service)
            was_judged, now_judged = (outcome(path, service) for path in (before, after))
            assert _OUTCOMES.index(now_judged) <= _OUTCOMES.index(was_judged), (offer, service)


def served(path: Path) -> Iterator[tuple[str, str]]:
    """Every service that the topic's policy names, with each account; AWS Budgets first."""
    assert isinstance(path.topic, Topic)
    yield "budgets.amazonaws.com", path.account
    for publisher in publishers(path.topic, path.now).services:
        yield from ((publisher.service, account) for account in publisher.accounts)


def outcome(path: Path, service: str) -> str:
    """What the playground's own judge says of a publish."""
    topic = path.topic
    assert isinstance(topic, Topic)
    sender, key = replace(BUDGETS, service=service), known(path.key)
    situation = court.Situation(
        topic.account, path.name, topic.arn, topic.policy, key, sender, now=path.now
    )
    return court.judge(situation).outcome


def known(key: object) -> court.Key | None:
    if isinstance(key, PredefinedAlias):
        return court.Key(key.reference, ACCOUNT, manager="AWS")
    if not isinstance(key, Key):
        return None if key is None else court.Key("x", ACCOUNT, exists=False)
    policies = key.policies if isinstance(key.policies, tuple) else ()
    return court.Key(key.arn, key.account, policies, key.manager, key.state, key.spec, key.usage)


def test_every_fix_is_offered_somewhere(facts: Mapping[str, Facts]) -> None:
    offered = {offer.fix for found in facts.values() for offer in offers(found)}
    # What repairs nothing is never offered by a finding.
    assert offered == {fix.id for fix in all_fixes()} - {"subscribe-bot"}


def test_what_is_unknown_moves_no_topic(facts: Mapping[str, Facts]) -> None:
    for found in facts.values():
        statuses = {f.code: f.status for f in judge(found, allow_unencrypted=True).findings}
        for offer in offers(found):
            if offer.fix in {"move-to-new-key", "turn-off-encryption"}:
                assert statuses[offer.code] is Status.BROKEN


AT_AWS = {
    "allow-on-topic": "topic-default-policy-today",
    "allow-on-key": "key-resource-tag",
    "enable-key": "key-pending-deletion",
    "move-to-new-key": "aws-managed-key",
    "raw-delivery-off": "subscription-raw-to-chatbot",
    "remove-filter": "subscription-filtered-out",
    "send-confirmation-again": "subscription-pending",
    "turn-off-encryption": "key-denies",
}


def test_each_is_tried_at_aws() -> None:
    assert AT_AWS.keys() == {fix.id for fix in all_fixes()} - {"subscribe-bot"}


@pytest.mark.parametrize(("fix", "name"), AT_AWS.items())
def test_it_is_better_when_written_and_read_again(
    fix: str, name: str, embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    seed(embedded_aws.url, [name])
    session = boto3.Session(ACCOUNT, "test", region_name="us-east-1")
    with Aws(session) as reading, Aws(session, config=ONCE) as writing:
        budget = find(name).budget
        before = read(reading, ACCOUNT, budget, datetime.now(UTC))
        offer = next(one for one in offers(before) if one.fix == fix)
        carry_out(AwsWriter(reading, writing), offer.plan)
        after = read(reading, ACCOUNT, budget, datetime.now(UTC))
    was, is_now = (judge(found, allow_unencrypted=True) for found in (before, after))
    assert is_now.verdict.rank <= was.verdict.rank
    if fix not in BY_THE_ENDPOINT:
        assert offer.code not in {finding.code for finding in is_now.findings}
    for service, account in served(offer.path):
        ranks = [
            _SERVED.index(publisher_access(next(found.paths()), service, account).served)
            for found in (before, after)
        ]
        assert ranks[1] <= ranks[0], service


def in_one(facts: Facts) -> Iterator[tuple[Path, str]]:
    """The paths of which one change mends several faults, and its id."""
    for path, told in zip(facts.paths(), judge(facts).paths, strict=True):
        if told.together:
            yield path, told.together.id


@pytest.mark.parametrize("name", names())
def test_what_mends_several_faults_in_one_change_leads_to_ok_and_back(
    name: str, facts: Mapping[str, Facts]
) -> None:
    for path, fix in in_one(facts[name]):
        made = plan(fix, FixSubject(path, change_id="c-1"))
        assert isinstance(made, Plan), made
        assert len(made.parts) == len(fix.split("+")) > 1
        assert [w for part in made.parts for w in part.writes] == list(made.writes)
        after = simulate(path, made)
        assert verdict(after) in {Status.OK, Status.AT_RISK}
        assert not set(made.clears) & codes_of(judged(after))
        if made.undoable:
            done = made.with_new_key(NEW.format(ACCOUNT))
            back = undo(done, FixSubject(simulate(path, done), change_id="c-2"))
            assert isinstance(back, Plan), back
            assert [part.fix for part in back.parts] == fix.split("+")[::-1]
            again = simulate(simulate(path, done), back)
            assert codes_of(judged(again)) >= set(made.clears)


def test_two_faults_are_mended_key_first(facts: Mapping[str, Facts]) -> None:
    assert {fix for _, fix in in_one(facts["two-faults"])} == {"move-to-new-key+allow-on-topic"}
