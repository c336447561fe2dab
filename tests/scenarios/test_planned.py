"""Every scenario as a template and as a plan: the live verdict on what those can show.

What neither can show is taken out of what was read live, by a rule for each kind of fact; the same
checks over the rest say what must come out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bot.core.arns import parse_arn
from bot.core.findings import Report, Status
from bot.core.iac.cloudformation import template as cloudformation
from bot.core.iac.declared import Declaration
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform import declaration as terraform
from bot.core.iac.unread import undeclared
from bot.core.model.budget import Budget, Money
from bot.core.model.chat import Chats
from bot.core.model.endpoint import FunctionState, LambdaFunction, Queue, Target
from bot.core.model.key import AnyKey, Key
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.report import judge
from bot.core.subscriptions.webhooks import webhook
from playground.scenarios.catalog import scenarios
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT
from tests.core.iac.rendered.parts import region_of
from tests.core.iac.rendered.plan import plan
from tests.core.iac.rendered.template import template

READ = [one for one in scenarios() if not one.faults]
REFUSED = [one for one in scenarios() if one.faults]
Form = Callable[[Scenario], Declaration]


def as_template(scenario: Scenario) -> Declaration:
    text = template(scenario)
    return cloudformation.declaration(text, account=ACCOUNT, region=region_of(scenario))


def as_plan(scenario: Scenario) -> Declaration:
    return terraform.declaration(plan(scenario))


forms = pytest.mark.parametrize("form", [as_template, as_plan], ids=["template", "plan"])


def planned(form: Form, scenario: Scenario, facts: Facts) -> Report:
    (judged,) = judge_all(form(scenario), facts.now).judged
    return judged.report


@forms
@pytest.mark.parametrize("scenario", READ, ids=[one.name for one in READ])
def test_the_verdict_on_what_can_be_seen(
    scenario: Scenario, form: Form, facts: Mapping[str, Facts]
) -> None:
    expected = judge(visible(facts[scenario.name]))
    report = planned(form, scenario, facts[scenario.name])
    assert report.verdict == expected.verdict, report.findings
    assert wrong(report) == wrong(expected)


@forms
@pytest.mark.parametrize("scenario", REFUSED, ids=[one.name for one in REFUSED])
def test_no_refused_read_stands_in_the_way(
    scenario: Scenario, form: Form, facts: Mapping[str, Facts]
) -> None:
    """Nothing is asked of AWS: a path that delivers is never BROKEN."""
    verdict = planned(form, scenario, facts[scenario.name]).verdict
    assert scenario.expected.judge != "delivers" or verdict is not Status.BROKEN


@forms
def test_most_scenarios_show(
    form: Form, facts: Mapping[str, Facts], reports: Mapping[str, Report]
) -> None:
    """The rules take so little away that two of three scenarios keep their verdict."""
    same = [
        one.name
        for one in READ
        if planned(form, one, facts[one.name]).verdict == reports[one.name].verdict
    ]
    assert len(same) >= len(READ) * 2 / 3


@forms
def test_never_a_wrong_ok(form: Form, facts: Mapping[str, Facts]) -> None:
    """OK only where the path delivers, or fails by what no template holds."""
    found = {one.name: planned(form, one, facts[one.name]) for one in READ}
    fine = [name for name, report in found.items() if report.verdict is Status.OK]
    assert all(judge(visible(facts[name])).verdict is Status.OK for name in fine)
    assert fine


def wrong(report: Report) -> set[tuple[str, str]]:
    return {(f.code, f.status.value) for f in report.findings if f.status is not Status.OK}


def visible(facts: Facts) -> Facts:
    """The facts, less what no template or plan can show."""
    budget = facts.budget
    if isinstance(budget, Budget):
        # Neither its health nor whether AWS has made a forecast.
        budget = replace(budget, health=None, forecast=Money("0", "USD"))
    return replace(
        facts,
        budget=budget,
        topics={arn: _topic(one) for arn, one in facts.topics.items()},
        keys={arn: _key(one, _region(arn)) for arn, one in facts.keys.items()},
        chats=_chats(facts.chats),
        lost={},
        # The organisation is asked of AWS.
        organization=None,
    )


def _topic(topic: Topic | NotFound | ReadFailed) -> Topic | NotFound | ReadFailed:
    """A topic that is not there may stand elsewhere; what it published is not in it."""
    if not isinstance(topic, Topic):
        return undeclared("topic") if isinstance(topic, NotFound) else topic
    if topic.account != ACCOUNT:
        return undeclared("topic")
    listed = topic.subscriptions
    if not isinstance(listed, ReadFailed):
        # Who is subscribed elsewhere does not show, nor whether anybody confirmed.
        kept = tuple(_subscription(one, topic.region) for one in listed)
        listed = kept or undeclared("subscription")
    return replace(topic, traffic=None, subscriptions=listed)


def _subscription(one: Subscription, region: str) -> Subscription:
    # New, and so pending: what a person confirms is taken for confirmed, a webhook never confirms.
    pending = webhook(one) is not None
    target = one.target
    if target is not None:
        here = _region(one.endpoint) == region
        target = _target(target, region) if here else undeclared("endpoint")
    return replace(one, pending=pending, arn=f"{one.arn}:{one.endpoint}", target=target)


def _target(target: Target, region: str) -> Target:
    """A new function is set up by Lambda; what is not there may stand elsewhere."""
    if isinstance(target, LambdaFunction):
        return replace(target, state=FunctionState("Active", "Successful"))
    if isinstance(target, Queue):
        return replace(target, key=None if target.key is None else _key(target.key, region))
    return undeclared("endpoint") if isinstance(target, NotFound) else target


def _key(key: AnyKey, region: str) -> AnyKey:
    """Its state but for a disabled one, grants and a policy shared by RAM are not declared."""
    if isinstance(key, Key):
        state = key.state if key.state == "Disabled" else "Enabled"
        own = (key.account, key.region) == (ACCOUNT, region)
        if not own or isinstance(key.policies, ReadFailed):
            gap = undeclared("key")
            return replace(key, state="Enabled", policies=gap, grants=gap)
        return replace(key, state=state, policies=key.policies[:1], grants=())
    return undeclared("key") if isinstance(key, NotFound) else key


def _region(arn: str) -> str:
    found = parse_arn(arn)
    return found.region if found else ""


def _chats(chats: Chats) -> Chats:
    """A disabled channel is a state; those that others made do not show."""
    found = tuple(one for one in chats.found if one.state == "ENABLED")
    return Chats(found, (undeclared("channel"),))
