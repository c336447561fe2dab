import pytest

from bot.core.checks import all_checks
from bot.core.findings import Status
from bot.core.fixes import all_fixes, offered
from bot.core.senders import all_senders

CLEARS = {
    "allow-on-key": """key.policy-silent key.policy-near-miss key.policy-partial
        key.statement-without-effect key.source-arn-unproven key.everyone-unproven
        key.grant-only""",
    "move-to-new-key": "key.aws-managed key.missing key.wrong-spec key.unavailable",
    "allow-on-topic": "topic.policy-silent topic.policy-near-miss",
    "enable-key": "key.disabled key.pending-deletion",
    "raw-delivery-off": "subscription.raw-to-chatbot",
    "remove-filter": "subscription.filtered-out",
    "send-confirmation-again": "subscription.pending subscription.all-pending",
    "subscribe-bot": "",
    "turn-off-encryption": "",
}
STATUSES = {code: status for check in all_checks() for code, status in check.codes.items()}
MOVE_A_TOPIC = {"move-to-new-key", "turn-off-encryption"}


def test_all_fixes_are_there_and_clear_what_they_are_for() -> None:
    fixes = {fix.id: fix for fix in all_fixes()}
    assert fixes.keys() == CLEARS.keys()
    for name, codes in CLEARS.items():
        assert set(codes.split()) <= fixes[name].clears


@pytest.mark.parametrize("fix", all_fixes(), ids=lambda fix: fix.id)
def test_a_fix_clears_codes_that_a_check_says(fix: object) -> None:
    found = next(f for f in all_fixes() if f is fix)
    assert found.clears | found.blocked_by <= STATUSES.keys()
    assert not found.clears & found.blocked_by
    assert Status.OK not in {STATUSES[code] for code in found.clears}
    assert found.act[0].isupper()
    assert not found.act.endswith(".")
    for sender in all_senders():
        assert found.label[0].isupper() and len(found.labelled(sender)) < 30


def test_no_fix_that_moves_a_topic_clears_what_is_only_unknown() -> None:
    for fix in all_fixes():
        if fix.id in MOVE_A_TOPIC:
            assert {STATUSES[code] for code in fix.clears} == {Status.BROKEN}


def test_turning_encryption_off_is_for_every_broken_key_and_comes_last() -> None:
    last = all_fixes()[-1]
    assert last.id == "turn-off-encryption"
    broken = {c for c, s in STATUSES.items() if c.startswith("key.") and s is Status.BROKEN}
    assert last.clears == broken
    assert len({fix.rank for fix in all_fixes()}) == len(all_fixes())


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        ({"topic.other-account", "topic.policy-silent"}, {"allow-on-topic", "move-to-new-key"}),
        ({"topic.fifo", "key.aws-managed"}, {"move-to-new-key", "turn-off-encryption"}),
        ({"key.policy-silent", "key.wrong-spec"}, {"allow-on-key"}),
        ({"key.disabled", "key.other-account"}, {"enable-key"}),
    ],
)
def test_what_cannot_work_is_not_offered(codes: set[str], missing: set[str]) -> None:
    ids = {fix.id for fix in offered(codes, allow_unencrypted=True)}
    assert not ids & missing


def test_the_last_resort_needs_a_setting() -> None:
    ids = {fix.id for fix in offered(set(), allow_unencrypted=False)}
    assert ids == CLEARS.keys() - {"turn-off-encryption"}
