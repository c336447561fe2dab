"""A path of another sender than AWS Budgets: judged, mended and worded as that one's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import reduce
from pathlib import Path as File
from typing import Any

import pytest

from bot.core import fixes, senders
from bot.core.checks._world import key_requests, publish_request
from bot.core.findings import Finding, Hop, Report
from bot.core.fixes._statements import sender_on_key, sender_on_topic
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.policy import evaluate
from bot.core.report import judge
from bot.core.senders import BUDGETS, KEY_ACTIONS, Origin, Sender, all_senders, sender_as
from bot.core.simulate import judged
from bot.core.texts.summary import summary
from bot.core.tickets import draft
from bot.core.tickets.by_hand import NEW_TOPIC, by_hand
from tests.core import build
from tests.core.checks.test_cases import CHECKS
from tests.core.checks.test_cases import cases_of as cases_of_check
from tests.core.fixes.case import Case
from tests.core.fixes.test_cases import cases_of as cases_of_fix
from tests.core.fixes.test_cases import subject
from tests.core.once import once
from tests.core.texts.test_summary import LEADING
from tests.core.tickets.things import facts_of, report_of

BADGERS = replace(
    BUDGETS,
    id="badgers",
    title="AWS Badgers",
    principals={"aws": "badgers.amazonaws.com"},
    subject="badger",
    message="badger alert",
    source_arn="arn:{partition}:badgers::{account}:badger/{name}",
    source_pattern="arn:{partition}:badgers::{account}:*",
    repoint=(),
)
"""A made-up service that does as AWS Budgets does, under a name that differs as little."""


def badgers(thing: Any) -> Any:
    """The same path, plan or text, with the one service's name in place of the other's."""
    if isinstance(thing, str) and not isinstance(thing, Enum):
        return re.sub(r"(?i)(?<=b)udget(?!-?check)", "adger", thing) if "udget" in thing else thing
    if isinstance(thing, tuple):
        return tuple(map(badgers, thing))
    if is_dataclass(thing) and not isinstance(thing, type | Sender):
        return replace(
            thing, **{one.name: badgers(getattr(thing, one.name)) for one in fields(thing)}
        )
    return thing


@once
def path_of_badgers(path: Path) -> Path:
    made: Path = badgers(path)
    return made


def of(path: Path, sender: Sender = BADGERS) -> Path:
    return replace(path_of_badgers(path), sender=sender)


def texts(findings: Iterable[Finding]) -> list[str]:
    return [text for one in findings for text in (one.says, *one.evidence)]


def names_budgets(text: str) -> bool:
    """Apart from the program's own name, and that of a notification that is a budget action."""
    return re.search(r"(?i)budget(?!-?check)", text.replace("(budget action)", "")) is not None


CASES = [
    pytest.param(name, case.path, id=f"{name}: {case.title}")
    for name in CHECKS
    for case in cases_of_check(name)
    if not name.startswith("budget.") and case.path.sender is BUDGETS
]
LOOKALIKE = "topic.policy: the wrong principal (docs/causes.md T5, fund#826)"
"""What people take for a principal is told of each that is known (policy.traps.principals)."""


@pytest.mark.parametrize(("name", "path"), [one for one in CASES if one.id != LOOKALIKE])
def test_another_sender_is_judged_alike_and_named(name: str, path: Path) -> None:
    found = list(CHECKS[name].run(of(path)))
    assert found == [badgers(one) for one in CHECKS[name].run(path)]
    assert not [text for text in texts(found) if names_budgets(text)]


@pytest.mark.parametrize(("name", "path"), CASES)
def test_it_is_its_principal_that_is_asked_for(name: str, path: Path) -> None:
    path = of(path)
    if not isinstance(path.topic, Topic) or path.topic.partition != "aws":
        return
    asked = [publish_request(path, path.topic)]
    if isinstance(path.key, Key):
        asked += key_requests(path, path.topic, path.key)
        assert len(asked) == 1 + len(KEY_ACTIONS)
    for request in asked:
        assert request and request.service == BADGERS.principals["aws"]
        assert str(request.context["aws:SourceArn"]).startswith("arn:aws:badgers::")


BEACONS = Sender(
    id="beacons",
    title="Harbour Beacons",
    principals={"aws": "beacons.amazonaws.com"},
    subject="light",
    notifier="signal",
    message="alarm",
    message_group=True,
    across_accounts=True,
    repeats=True,
)
"""A made-up service of which nothing is known that AWS Budgets is known for."""
_NOT_SAID = ("does not send", "does not publish", "aws:SourceAccount alone", "would narrow it")


@pytest.mark.parametrize(("name", "path"), CASES)
def test_nothing_of_one_sender_is_said_of_another(name: str, path: Path) -> None:
    found = list(CHECKS[name].run(of(path, BEACONS)))
    assert not {one.code for one in found} & {"topic.fifo", "topic.other-account"}
    assert "subscription.filtered-out" not in {one.code for one in found}
    ours = [
        text for one in found for text in (one.says, *one.evidence) if "endpoint" not in one.hop
    ]
    assert not [text for text in ours for word in _NOT_SAID if word in text]
    assert not [text for text in ours if names_budgets(text)]


FIXES = [
    pytest.param(fix, case, id=f"{fix.id}: {case.title}")
    for fix in fixes.all_fixes()
    for case in cases_of_fix(fix)
]


@pytest.mark.parametrize(("fix", "case"), FIXES)
def test_a_fix_is_planned_for_the_sender(fix: fixes.Fix, case: Case) -> None:
    made = fixes.plan(fix.id, subject(case, of(case.path)))
    assert badgers(made) == badgers(fixes.plan(fix.id, subject(case)))
    assert "Budgets" not in repr(made) and "budgets" not in repr(made)


def of_sender(path: Path, sender: Sender) -> Report:
    return judge(replace(facts_of(of(path)), sender=sender), allow_unencrypted=True)


@pytest.mark.parametrize(("name", "path"), CASES)
def test_a_report_and_its_ticket_are_the_senders(name: str, path: Path) -> None:
    report = of_sender(path, BADGERS)
    assert report.sender is BADGERS
    told = draft(report)
    offers = (*report.fixes, *(offer for one in report.paths for offer in one.extras))
    texts = [told.title, told.markdown(), *(offer.title for offer in offers)]
    of_its_own = [one.says for one in report.findings if one.hop is Hop.BUDGET]
    for text in texts:
        rest = reduce(lambda left, says: left.replace(says, ""), of_its_own, text)
        assert "Budgets" not in rest and not re.search(r"\{(sender|message|subject)", rest)
    assert told.title.startswith("Badger alert that")
    assert "AWS Badgers, badger" in told.summary


def test_a_sender_without_a_command_is_pointed_elsewhere_by_words() -> None:
    path = build.path(topic=build.topic(arn=f"{build.TOPIC}.fifo", fifo=True))
    sections = {section.title for section in by_hand(report_of(path))}
    assert "For the budget" in sections
    assert "For the badger" not in {s.title for s in by_hand(of_sender(path, BADGERS))}
    repoint = ("aws", "badgers", "move", "--name={subject}", "--to={other}")
    [section] = by_hand(of_sender(path, replace(BADGERS, repoint=repoint)))
    assert section.title == "For the badger"
    assert section.code == f"aws badgers move --name={build.NAME} --to={NEW_TOPIC}"


@pytest.mark.parametrize("code", LEADING)
def test_a_code_in_words_names_the_sender(code: str) -> None:
    words = summary(code, BADGERS)
    assert "{" not in words and "Budgets" not in words
    assert badgers(words) == badgers(summary(code, BUDGETS))


def test_what_a_statement_asks_for_is_what_the_sender_is_known_to_send() -> None:
    origin = Origin(build.ACCOUNT, "aws", region=build.REGION)
    both = replace(
        BEACONS,
        topic_sources=("aws:SourceAccount", "aws:SourceArn"),
        source_pattern="arn:{partition}:beacons:{region}:{account}:light:*",
        key_sources=("aws:SourceAccount",),
    )
    who = "beacons.amazonaws.com"
    assert sender_on_topic(both, who, build.TOPIC, origin)["Condition"] == {
        "StringEquals": {"aws:SourceAccount": build.ACCOUNT},
        "ArnLike": {
            "aws:SourceArn": f"arn:aws:beacons:{build.REGION}:{build.ACCOUNT}:light:*",
        },
    }
    account = {"StringEquals": {"aws:SourceAccount": build.ACCOUNT}}
    assert sender_on_key(both, who, build.ACCOUNT)["Condition"] == account
    bare = (
        sender_on_topic(BEACONS, who, build.TOPIC, origin),
        sender_on_key(BEACONS, who, build.ACCOUNT),
    )
    for made in bare:
        assert made["Sid"] == "BudgetCheckAllowBeacons" and "Condition" not in made


@pytest.mark.parametrize(
    ("sends", "effect"),
    [(True, "allow"), (None, "unknown"), (False, "implicit_deny")],
)
def test_the_old_default_policy_lets_in_who_sends_the_owner(
    sends: bool | None, effect: str
) -> None:
    path = of(build.path(), replace(BEACONS, source_owner=sends))
    request = publish_request(path, build.topic())
    assert request
    assert evaluate(build.document(build.DEFAULT), request).effect == effect


def test_an_arn_on_a_key_is_no_risk_where_it_is_documented() -> None:
    statement = build.key_statement(condition={"ArnLike": {"aws:SourceArn": build.BUDGET_ARN}})
    path = build.key_path(build.document(build.ROOT, statement))
    codes = {one.code for one in judged(of(path))}
    assert "key.source-arn-unproven" in codes
    documented = replace(BADGERS, key_sources=("aws:SourceArn",))
    codes = {one.code for one in judged(of(path, documented))}
    assert "key.policy-allows" in codes and "key.source-arn-unproven" not in codes


def test_every_sender_is_found_by_its_file() -> None:
    files = {f.stem for f in File(senders.__path__[0]).glob("[a-z]*.py")}
    assert {one.id.replace("-", "_") for one in all_senders()} == files
    assert sender_as("budgets.amazonaws.com", "aws") is BUDGETS
    assert sender_as("budgets.amazonaws.com", "aws-cn") is None
    assert sender_as("stranger.amazonaws.com", "aws") is None
