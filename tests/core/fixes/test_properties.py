"""What holds of every plan, over any facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from bot.core.findings import Status
from bot.core.fixes import FixSubject, all_fixes, plan, undo
from bot.core.model.key import Key
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan
from bot.core.report import judge
from bot.core.simulate import codes_of, faults, judged, simulate
from bot.core.subscriptions.own import Own
from tests.core.build import (
    KEY,
    encrypted,
    key,
    path,
    topic,
)
from tests.core.fixes.strategies import (
    key_policies,
    topic_policies,
)
from tests.core.fixes.undoing import LETS_IN, OURS_ARN
from tests.core.test_soundness import any_facts, gaps, unread

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]  # a busy machine is no fault of ours
MADE = "arn:aws:kms:r:111111111111:key/made"
IDS = [fix.id for fix in all_fixes()]


def subject(found: Path) -> FixSubject:
    return FixSubject(
        found, allow_unencrypted=True, change_id="c-1", ours=Own(OURS_ARN), function=LETS_IN
    )


def plans(found: Path) -> Iterator[Plan]:
    """Every plan of the path; each that cannot be made says why in a sentence."""
    for name in IDS:
        made = plan(name, subject(found))
        if isinstance(made, Plan):
            yield made
        else:
            assert made.fix == name
            assert made.why.endswith("."), made.why


@given(any_facts())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_plan_clears_its_codes_and_breaks_nothing(facts: Facts) -> None:
    for found in facts.paths():
        before = judged(found)
        for made in plans(found):
            after = judged(simulate(found, made))
            assert not codes_of(after) & set(made.clears)
            assert faults(after) <= faults(before)


@given(any_facts(), unread)
@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
def test_planning_never_raises_whatever_could_not_be_read(facts: Facts, gap: ReadFailed) -> None:
    for _, gapped in gaps(facts, gap):
        for found in gapped.paths():
            for made in plans(found):
                assert faults(judged(simulate(found, made))) <= faults(judged(found))


@given(any_facts())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_what_is_planned_is_offered_and_what_moves_a_topic_is_for_what_is_broken(
    facts: Facts,
) -> None:
    report = judge(facts, allow_unencrypted=True, ours=Own(OURS_ARN))
    shown = {fix.id for fix in report.fixes}
    shown |= {extra.id for one in report.paths for extra in one.extras}
    for found in facts.paths():
        broken = {f.code for f in judged(found) if f.status is Status.BROKEN}
        for made in plans(found):
            assert made.fix in shown
            if any(write.attribute == "KmsMasterKeyId" for write in made.writes):
                assert set(made.clears) & broken


@given(any_facts())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_an_undo_puts_the_meaning_back(facts: Facts) -> None:
    for found in facts.paths():
        for made in plans(found):
            done = made.with_new_key(MADE)
            after = simulate(found, done)
            back = undo(done, subject(after))
            if isinstance(back, CannotPlan):
                assert not made.undoable or "only one" in back.why, back.why
                continue
            restored = simulate(after, back)
            _same_meaning(found, restored)


def _same_meaning(found: Path, restored: Path) -> None:
    assert isinstance(found.topic, Topic)
    assert isinstance(restored.topic, Topic)
    assert restored.topic == replace(found.topic, policy=restored.topic.policy)
    assert json.loads(restored.topic.policy or "") == json.loads(found.topic.policy or "")
    if isinstance(found.key, Key) and isinstance(restored.key, Key):
        assert isinstance(found.key.policies, tuple)
        assert isinstance(restored.key.policies, tuple)
        pairs = zip(restored.key.policies, found.key.policies, strict=True)
        assert all(json.loads(one) == json.loads(other) for one, other in pairs)


@given(topic_policies, key_policies)
@settings(max_examples=75, deadline=None, suppress_health_check=SLOW)
def test_after_a_statement_is_added_the_sender_gets_in(on_topic: str, on_key: str) -> None:
    found = path(topic=encrypted(policy=on_topic), key=key(on_key))
    for made in plans(found):
        if not made.statement or made.fix == "move-to-new-key":
            continue
        text = made.writes[0].after
        assert json.loads(made.statement) in json.loads(text)["Statement"]
        after = simulate(found, made)
        said = {f.code for f in judged(after)}
        assert ("key" if made.fix == "allow-on-key" else "topic") + ".policy-allows" in said
        assert not _hop_broken(after, made)


def _hop_broken(after: Path, made: Plan) -> list[str]:
    hop = "key" if made.fix == "allow-on-key" else "topic"
    return [
        f.code
        for f in judged(after)
        if f.hop.value == hop and f.status in (Status.BROKEN, Status.UNKNOWN)
    ]


@given(key_policies)
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_a_plan_of_another_reading_is_another_plan(policy: str) -> None:
    found = path(topic=encrypted(), key=key(policy))
    made = plan("allow-on-key", subject(found))
    if not isinstance(made, Plan):
        return
    spaced = replace(found, key=key(f"{policy} "))
    again = plan("allow-on-key", subject(spaced))
    assert isinstance(again, Plan)
    assert again.fingerprint != made.fingerprint
    assert made.resources == (KEY,)


def test_a_topic_that_is_not_encrypted_gets_no_plan_for_a_key() -> None:
    for name in IDS:
        if name not in {"allow-on-topic", "subscribe-bot"}:
            assert isinstance(plan(name, subject(path(topic=topic()))), CannotPlan)
