"""Undo: our part out, the rest as it is now, and nothing where somebody else was there since."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.fixes import FixSubject, plan, undo
from bot.core.model.path import Path
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import simulate
from tests.core.build import (
    ACCOUNT_ONLY,
    BUDGETS,
    KEY,
    REGION,
    ROOT,
    document,
    key,
    key_path,
    key_statement,
    subscription,
    to_function,
    with_subscriptions,
)
from tests.core.fixes.undoing import (
    ALIAS,
    CLOSED,
    FILTER,
    MADE,
    MANAGED,
    OURS,
    SILENT,
    changed,
    done,
    edited,
    key_text,
    on_key,
    with_attributes,
)


def back(fix: str, found: Path) -> Plan:
    made, after = done(fix, found)
    taken = undo(made, FixSubject(after))
    assert isinstance(taken, Plan), taken
    return taken


def test_our_statement_comes_out_and_what_others_did_since_stays() -> None:
    made, after = done("allow-on-key", SILENT)
    policy = json.loads(key_text(after))
    policy["Statement"].append(key_statement(service="x.amazonaws.com", sid="later"))
    policy["Statement"][0]["Sid"] = "renamed"
    now = on_key(after, json.dumps(policy, indent=4))
    taken = undo(made, FixSubject(now))
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
    assert isinstance(undo(made, FixSubject(on_key(after, text))), Plan)


def test_an_earlier_statement_of_ours_that_was_corrected_comes_back() -> None:
    regional = {**ACCOUNT_ONLY, "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:1:*"}}
    found = key_path(document(ROOT, key_statement(regional, sid=OURS)))
    [write] = back("allow-on-key", found).writes
    assert write.after == key_text(found)


def test_a_correction_says_what_its_undo_brings_back() -> None:
    regional = {**ACCOUNT_ONLY, "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:1:*"}}
    found = key_path(document(ROOT, key_statement(regional, sid=OURS)))
    corrected, _ = done("allow-on-key", found)
    assert corrected.undo.startswith(f'The statement "{OURS}" of the key policy goes back')
    added, _ = done("allow-on-key", SILENT)
    assert added.undo.startswith("Our statement comes out of the key policy again")


def test_a_removed_filter_that_sns_no_longer_shows_is_as_we_left_it() -> None:
    made, after = done("remove-filter", FILTER)
    gone = with_attributes(after, SubscriptionAttributes(None))
    taken = undo(made, FixSubject(gone))
    assert isinstance(taken, Plan), taken
    assert [(w.before, w.after) for w in taken.writes] == [("", '{"a": ["b"]}')]


def test_a_filter_on_the_body_is_not_put_back_under_another_scope() -> None:
    attributes = SubscriptionAttributes('{"a": ["b"]}', "MessageBody")
    made, after = done("remove-filter", with_attributes(FILTER, attributes))
    assert not made.undoable
    assert isinstance(undo(made, FixSubject(after)), CannotPlan)


def test_the_old_key_comes_back_and_the_new_one_stays() -> None:
    taken = back("move-to-new-key", MANAGED)
    [write] = taken.writes
    assert (write.attribute, write.before, write.after) == ("KmsMasterKeyId", MADE, ALIAS)
    said = " ".join(taken.touches)
    assert "The new key stays, and is charged for" in said
    for loser in ("AWS Budgets (budgets.amazonaws.com)", "EventBridge (events.amazonaws.com)"):
        assert f"{loser} is no longer served: the AWS managed key lets no service in." in said


def test_a_key_that_somebody_named_by_an_alias_since_is_still_ours() -> None:
    made, after = done("move-to-new-key", MANAGED)
    now = replace(
        changed(after, key_reference="alias/mine"), key=key(reference="alias/mine", arn=MADE)
    )
    taken = undo(made, FixSubject(now))
    assert isinstance(taken, Plan), taken
    assert taken.writes[0].before == "alias/mine"


def test_a_move_whose_key_is_not_recorded_is_not_undone() -> None:
    made = plan("move-to-new-key", FixSubject(MANAGED, change_id="c-1"))
    assert isinstance(made, Plan)
    taken = undo(made, FixSubject(simulate(MANAGED, made)))
    assert isinstance(taken, CannotPlan)
    assert "not recorded" in taken.why


def test_encryption_comes_back_with_our_tag_off() -> None:
    taken = back("turn-off-encryption", MANAGED)
    assert [w.action for w in taken.writes] == ["sns:SetTopicAttributes", "sns:UntagResource"]
    assert taken.writes[0].after == ALIAS
    assert "ElastiCache" in " ".join(taken.touches)


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
    assert f"AWS Budgets (budgets.amazonaws.com) {loses}" in taken.touches
    assert taken.title.startswith("Undo: ")


def test_an_undo_is_no_undo_of_another_fix() -> None:
    made, after = done("allow-on-key", SILENT)
    strange = replace(made, fix="no-such-fix")
    assert isinstance(undo(strange, FixSubject(after)), CannotPlan)


def test_what_is_unsubscribed_is_our_function_and_nobody_elses() -> None:
    found = with_subscriptions(subscription(), to_function())
    made, after = done("subscribe-bot", found)
    taken = undo(made, FixSubject(after))
    assert isinstance(taken, Plan), taken
    [write] = taken.writes
    assert (write.action, write.before, write.after) == (
        "sns:Unsubscribe",
        made.writes[0].after,
        "",
    )
    assert simulate(after, taken) == found
    assert "no longer posted by budget-check" in " ".join(taken.touches)
    assert "set on this subscription" not in " ".join(taken.touches)


def test_the_undo_of_the_only_subscription_says_that_nobody_is_left() -> None:
    only, after_only = done("subscribe-bot", with_subscriptions())
    two, after_two = done("subscribe-bot", with_subscriptions(subscription()))
    said = [undo(only, FixSubject(after_only)), undo(two, FixSubject(after_two))]
    impacts = [" ".join(one.touches) for one in said if isinstance(one, Plan)]
    assert ["its alerts then reach nobody" in one for one in impacts] == [True, False]
    assert ["Every other subscription" in one for one in impacts] == [False, True]


@pytest.mark.parametrize(
    "attributes", [SubscriptionAttributes('{"a": ["b"]}'), SubscriptionAttributes(raw=True)]
)
def test_what_somebody_set_on_our_subscription_goes_with_it(
    attributes: SubscriptionAttributes,
) -> None:
    made, after = done("subscribe-bot", with_subscriptions())
    taken = undo(made, FixSubject(with_attributes(after, attributes)))
    assert isinstance(taken, Plan), taken
    assert "What somebody has set on this subscription since goes with it." in taken.touches
