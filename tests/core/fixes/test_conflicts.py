"""Where our part is not as we left it, nothing is undone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.fixes import FixSubject, undo
from bot.core.model.path import Path
from bot.core.model.read import NotFound
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan
from tests.core.build import (
    DEFAULT,
    KEY,
    SOURCE,
    document,
    key,
    key_statement,
    path,
    refused,
    statement,
    to_function,
)
from tests.core.fixes.undoing import (
    CLOSED,
    EVENTS,
    FILTER,
    MANAGED,
    OURS,
    RAW,
    SILENT,
    changed,
    done,
    edited,
    key_text,
    on_key,
    with_attributes,
)

_, KEY_AFTER = done("allow-on-key", SILENT)
_, TOPIC_AFTER = done("allow-on-topic", CLOSED)
_, MOVED = done("move-to-new-key", MANAGED)
_, OFF = done("turn-off-encryption", MANAGED)
_, RAW_AFTER = done("raw-delivery-off", RAW)
HEALTHY = path()
_, SUBSCRIBED = done("subscribe-bot", HEALTHY)
_, FILTER_AFTER = done("remove-filter", FILTER)
TOPIC_TEXT = TOPIC_AFTER.topic.policy if isinstance(TOPIC_AFTER.topic, Topic) else None
GONE = document(DEFAULT, statement(principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}))

BEFORE, AGAIN = "AWS still shows", "from before the change, so nothing is undone. Try again in a"

CONFLICTS = [
    ("allow-on-key", SILENT, SILENT, f"{BEFORE} the policy {AGAIN}"),
    (
        "allow-on-key",
        SILENT,
        on_key(SILENT, document(EVENTS)),
        "somebody took it out, or AWS does not show it yet",
    ),
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
    ("allow-on-key", SILENT, replace(KEY_AFTER, key=NotFound(KEY)), "no key policy"),
    ("allow-on-key", SILENT, replace(KEY_AFTER, key=refused()), "no key policy"),
    ("allow-on-key", SILENT, replace(KEY_AFTER, topic=refused()), "could not be read"),
    ("allow-on-key", SILENT, changed(KEY_AFTER, arn="arn:aws:sns:r:1:other"), "could not be read"),
    ("allow-on-topic", CLOSED, CLOSED, f"{BEFORE} the policy {AGAIN}"),
    (
        "allow-on-topic",
        CLOSED,
        changed(TOPIC_AFTER, policy=edited(TOPIC_TEXT or "", Action="SNS:*")),
        "since",
    ),
    ("allow-on-topic", CLOSED, changed(TOPIC_AFTER, policy=None), "could not be read"),
    ("move-to-new-key", MANAGED, MANAGED, f"{BEFORE} the topic's key {AGAIN}"),
    (
        "move-to-new-key",
        MANAGED,
        replace(changed(MOVED, key_reference="alias/alerts"), key=refused()),
        "could not be read",
    ),
    ("move-to-new-key", MANAGED, changed(MOVED, key_reference=None), "no longer"),
    (
        "move-to-new-key",
        MANAGED,
        replace(changed(MOVED, key_reference=KEY), key=key()),
        "somebody changed it since",
    ),
    ("turn-off-encryption", MANAGED, MANAGED, f"{BEFORE} the topic's encryption {AGAIN}"),
    ("turn-off-encryption", MANAGED, changed(OFF, key_reference=KEY), "take it off by hand"),
    ("raw-delivery-off", RAW, RAW, f"{BEFORE} RawMessageDelivery of the subscription"),
    ("raw-delivery-off", RAW, changed(RAW_AFTER, subscriptions=()), "does not list"),
    (
        "raw-delivery-off",
        RAW,
        changed(RAW_AFTER, subscriptions=refused()),
        "could not be listed",
    ),
    ("remove-filter", FILTER, FILTER, f"{BEFORE} FilterPolicy of the subscription"),
    ("remove-filter", FILTER, with_attributes(FILTER_AFTER, refused()), "could not be read"),
    (
        "remove-filter",
        FILTER,
        with_attributes(FILTER_AFTER, SubscriptionAttributes('{"new": ["x"]}')),
        "somebody changed it since",
    ),
    ("subscribe-bot", HEALTHY, HEALTHY, "somebody removed it, or SNS does not show it yet"),
    ("subscribe-bot", HEALTHY, changed(SUBSCRIBED, subscriptions=refused()), "could not be listed"),
    ("subscribe-bot", HEALTHY, replace(SUBSCRIBED, topic=refused()), "could not be read"),
    (
        "subscribe-bot",
        HEALTHY,
        changed(HEALTHY, subscriptions=(to_function(),)),
        "somebody removed it, or SNS does not show it yet",
    ),
]


@pytest.mark.parametrize(("fix", "before", "now", "why"), CONFLICTS)
def test_where_our_part_is_not_as_we_left_it_nothing_is_undone(
    fix: str, before: Path, now: Path, why: str
) -> None:
    made, _ = done(fix, before)
    taken = undo(made, FixSubject(now, change_id="c-2"))
    assert isinstance(taken, CannotPlan), taken
    assert taken.fix == fix
    assert why in taken.why
    assert taken.why.endswith(".")
