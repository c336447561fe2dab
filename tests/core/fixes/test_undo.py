"""Undo: our part out, the rest as it is now, and nothing where somebody else was there since."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.fixes import Subject, plan, undo
from bot.core.model import Absent, Key, Path, PredefinedAlias, SubscriptionAttributes, Topic
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import simulate
from tests.core.build import (
    ACCOUNT_ONLY,
    BUDGETS,
    DEFAULT,
    KEY,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    document,
    encrypted,
    key,
    key_path,
    key_statement,
    path,
    refused,
    statement,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)

OURS = "BudgetCheckAllowBudgets"
MADE = f"arn:aws:kms:{REGION}:111111111111:key/made"
ALIAS = "alias/aws/sns"
EVENTS = statement("events.amazonaws.com", sid="events")
SILENT = key_path(document(ROOT))
CLOSED = path(topic=topic(document(DEFAULT, EVENTS)))
MANAGED = path(
    topic=encrypted(ALIAS, policy=document(DEFAULT, PUBLISHING, EVENTS)),
    key=PredefinedAlias(ALIAS),
)
RAW = with_subscriptions(to_chat(SubscriptionAttributes(raw=True)))
FILTER = with_subscriptions(subscription(attributes=SubscriptionAttributes('{"a": ["b"]}')))


def done(fix: str, found: Path) -> tuple[Plan, Path]:
    """The plan as it was carried out, and the path after it."""
    made = plan(fix, Subject(found, allow_unencrypted=True, change_id="c-1"))
    assert isinstance(made, Plan), made
    made = made.with_new_key(MADE)
    return made, simulate(found, made)


def back(fix: str, found: Path) -> Plan:
    made, after = done(fix, found)
    taken = undo(made, Subject(after))
    assert isinstance(taken, Plan), taken
    return taken


def on_key(found: Path, text: str) -> Path:
    assert isinstance(found.key, Key)
    return replace(found, key=replace(found.key, policies=(text,)))


def key_text(found: Path) -> str:
    assert isinstance(found.key, Key)
    assert isinstance(found.key.policies, tuple)
    return found.key.policies[0]


def edited(text: str, **changes: object) -> str:
    """The policy with these changes in our statement."""
    policy = json.loads(text)
    for one in policy["Statement"]:
        if one.get("Sid") == OURS:
            one.update(changes)
    return json.dumps(policy)


def test_our_statement_comes_out_and_what_others_did_since_stays() -> None:
    made, after = done("allow-on-key", SILENT)
    policy = json.loads(key_text(after))
    policy["Statement"].append(key_statement(service="x.amazonaws.com", sid="later"))
    policy["Statement"][0]["Sid"] = "renamed"
    now = on_key(after, json.dumps(policy, indent=4))
    taken = undo(made, Subject(now))
    assert isinstance(taken, Plan), taken
    [write] = taken.writes
    assert (write.action, write.resource, write.before) == ("kms:PutKeyPolicy", KEY, key_text(now))
    left = json.loads(write.after)["Statement"]
    assert [one["Sid"] for one in left] == ["renamed", "later"]
    assert taken.clears == ()
    assert not taken.undoable


def test_what_aws_writes_in_its_own_words_is_still_ours() -> None:
    made, after = done("allow-on-key", SILENT)
    text = edited(
        key_text(after),
        Action=["kms:Decrypt", "kms:GenerateDataKey*"],
        Principal={"Service": [BUDGETS]},
        Resource=["*"],
    )
    assert isinstance(undo(made, Subject(on_key(after, text))), Plan)


def test_an_earlier_statement_of_ours_that_was_corrected_comes_back() -> None:
    regional = {**ACCOUNT_ONLY, "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:1:*"}}
    found = key_path(document(ROOT, key_statement(regional, sid=OURS)))
    [write] = back("allow-on-key", found).writes
    assert write.after == key_text(found)


def changed(found: Path, **changes: object) -> Path:
    assert isinstance(found.topic, Topic)
    return replace(found, topic=replace(found.topic, **changes))  # type: ignore[arg-type]  # any field


def with_attributes(found: Path, attributes: SubscriptionAttributes) -> Path:
    assert isinstance(found.topic, Topic)
    assert isinstance(found.topic.subscriptions, tuple)
    [one] = found.topic.subscriptions
    return changed(found, subscriptions=(replace(one, attributes=attributes),))


_, KEY_AFTER = done("allow-on-key", SILENT)
_, TOPIC_AFTER = done("allow-on-topic", CLOSED)
_, MOVED = done("move-to-new-key", MANAGED)
_, OFF = done("turn-off-encryption", MANAGED)
_, RAW_AFTER = done("raw-delivery-off", RAW)
_, FILTER_AFTER = done("remove-filter", FILTER)
TOPIC_TEXT = TOPIC_AFTER.topic.policy if isinstance(TOPIC_AFTER.topic, Topic) else None
GONE = document(DEFAULT, statement(principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}))

CONFLICTS = [
    ("allow-on-key", SILENT, SILENT, "not there any more"),
    (
        "allow-on-key",
        SILENT,
        on_key(KEY_AFTER, edited(key_text(KEY_AFTER), Effect="Deny")),
        "since",
    ),
    (
        "allow-on-key",
        SILENT,
        on_key(KEY_AFTER, edited(key_text(KEY_AFTER), Condition=SOURCE)),
        "since",
    ),
    ("allow-on-key", SILENT, on_key(KEY_AFTER, "{"), "not JSON"),
    (
        "allow-on-key",
        SILENT,
        on_key(KEY_AFTER, document(key_statement(sid=OURS), key_statement(sid=OURS))),
        "Several",
    ),
    ("allow-on-key", SILENT, on_key(KEY_AFTER, document(key_statement(sid=OURS))), "only one"),
    (
        "allow-on-key",
        SILENT,
        on_key(KEY_AFTER, document(json.loads(GONE)["Statement"][1], key_statement(sid=OURS))),
        "no longer exist",
    ),
    ("allow-on-key", SILENT, replace(KEY_AFTER, key=key(arn=f"{KEY}2")), "no longer uses"),
    ("allow-on-key", SILENT, replace(KEY_AFTER, key=Absent(KEY)), "no key policy"),
    ("allow-on-key", SILENT, replace(KEY_AFTER, key=refused()), "no key policy"),
    ("allow-on-key", SILENT, replace(KEY_AFTER, topic=refused()), "could not be read"),
    ("allow-on-key", SILENT, changed(KEY_AFTER, arn="arn:aws:sns:r:1:other"), "could not be read"),
    ("allow-on-topic", CLOSED, CLOSED, "not there any more"),
    (
        "allow-on-topic",
        CLOSED,
        changed(TOPIC_AFTER, policy=edited(TOPIC_TEXT or "", Action="SNS:*")),
        "since",
    ),
    ("allow-on-topic", CLOSED, changed(TOPIC_AFTER, policy=None), "could not be read"),
    ("move-to-new-key", MANAGED, MANAGED, "no longer"),
    ("move-to-new-key", MANAGED, changed(MOVED, key_reference=None), "no longer"),
    (
        "move-to-new-key",
        MANAGED,
        replace(changed(MOVED, key_reference=KEY), key=key()),
        "somebody changed it since",
    ),
    ("turn-off-encryption", MANAGED, MANAGED, "encrypted again already"),
    ("turn-off-encryption", MANAGED, changed(OFF, key_reference=KEY), "encrypted again already"),
    ("raw-delivery-off", RAW, RAW, "since"),
    ("raw-delivery-off", RAW, changed(RAW_AFTER, subscriptions=()), "not there any more"),
    ("raw-delivery-off", RAW, changed(RAW_AFTER, subscriptions=refused()), "not there any more"),
    ("remove-filter", FILTER, FILTER, "since"),
    (
        "remove-filter",
        FILTER,
        with_attributes(FILTER_AFTER, SubscriptionAttributes('{"new": ["x"]}')),
        "somebody changed it since",
    ),
]


@pytest.mark.parametrize(("fix", "before", "now", "why"), CONFLICTS)
def test_where_our_part_is_not_as_we_left_it_nothing_is_undone(
    fix: str, before: Path, now: Path, why: str
) -> None:
    made, _ = done(fix, before)
    taken = undo(made, Subject(now, change_id="c-2"))
    assert isinstance(taken, CannotPlan), taken
    assert taken.fix == fix
    assert why in taken.why
    assert taken.why.endswith(".")


def test_a_removed_filter_that_sns_no_longer_shows_is_as_we_left_it() -> None:
    made, after = done("remove-filter", FILTER)
    gone = with_attributes(after, SubscriptionAttributes(None))
    taken = undo(made, Subject(gone))
    assert isinstance(taken, Plan), taken
    assert [(w.before, w.after) for w in taken.writes] == [("", '{"a": ["b"]}')]


def test_the_old_key_comes_back_and_the_new_one_stays() -> None:
    taken = back("move-to-new-key", MANAGED)
    [write] = taken.writes
    assert (write.attribute, write.before, write.after) == ("KmsMasterKeyId", MADE, ALIAS)
    said = " ".join(taken.impact)
    assert "The new key stays, and is charged for" in said
    for loser in ("AWS Budgets (budgets.amazonaws.com)", "EventBridge (events.amazonaws.com)"):
        assert f"{loser} is no longer served: the AWS managed key lets no service in." in said


def test_a_key_that_somebody_named_by_an_alias_since_is_still_ours() -> None:
    made, after = done("move-to-new-key", MANAGED)
    now = replace(
        changed(after, key_reference="alias/mine"), key=key(reference="alias/mine", arn=MADE)
    )
    taken = undo(made, Subject(now))
    assert isinstance(taken, Plan), taken
    assert taken.writes[0].before == "alias/mine"


def test_a_move_whose_key_is_not_recorded_is_not_undone() -> None:
    made = plan("move-to-new-key", Subject(MANAGED, change_id="c-1"))
    assert isinstance(made, Plan)
    taken = undo(made, Subject(simulate(MANAGED, made)))
    assert isinstance(taken, CannotPlan)
    assert "not recorded" in taken.why


def test_encryption_comes_back_with_our_tag_off() -> None:
    taken = back("turn-off-encryption", MANAGED)
    assert [w.action for w in taken.writes] == ["sns:SetTopicAttributes", "sns:UntagResource"]
    assert taken.writes[0].after == ALIAS
    assert "ElastiCache" in " ".join(taken.impact)


@pytest.mark.parametrize(
    ("fix", "found", "loses"),
    [
        ("allow-on-key", SILENT, "is no longer served: the key does not let it in."),
        (
            "allow-on-topic",
            CLOSED,
            "is no longer served: the topic policy does not let it publish.",
        ),
    ],
)
def test_an_undo_says_who_loses(fix: str, found: Path, loses: str) -> None:
    taken = back(fix, found)
    assert f"AWS Budgets (budgets.amazonaws.com) {loses}" in taken.impact
    assert taken.title.startswith("Undo: ")


def test_an_undo_is_no_undo_of_another_fix() -> None:
    made, after = done("allow-on-key", SILENT)
    strange = replace(made, fix="no-such-fix")
    assert isinstance(undo(strange, Subject(after)), CannotPlan)
