"""The sentences about a change: its preview, what came of it, its approval.

A template has {fields}, and *bold* words; who draws it fills them (`bot.slack.render.phrase`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.plan import NEW_KEY, Plan, Write, parts_of
from bot.core.policy.edit import EditError, statement_with_sid
from bot.core.texts.words import all_of


@dataclass(frozen=True, slots=True)
class FixWords:
    """What one fix is called: over its preview, on its submit button (24 characters), once it is
    done ("Mended by …, …: {done}"), and, for one that repairs nothing, what comes of it.
    """

    heading: str
    submit: str
    done: str
    outlook: str = ""


FIXES: Mapping[str, FixWords] = {
    "allow-on-topic": FixWords(
        "Let {sender} publish to {topic}",
        "Add the statement",
        "the policy of {topic} lets {sender} in",
    ),
    "allow-on-key": FixWords(
        "Let {sender} use the key of {topic}",
        "Add the statement",
        "the key of {topic} lets {sender} in",
    ),
    "enable-key": FixWords(
        "Enable the key of {topic}", "Enable the key", "the key of {topic} is enabled"
    ),
    "move-to-new-key": FixWords(
        "Move {topic} to a new key", "Make and use a new key", "{topic} has a new key"
    ),
    "remove-filter": FixWords(
        "Remove the filter on {topic}", "Remove the filter", "the filter on {topic} is gone"
    ),
    "raw-delivery-off": FixWords(
        "Turn off raw delivery on {topic}",
        "Turn raw delivery off",
        "raw delivery on {topic} is off",
    ),
    "send-confirmation-again": FixWords(
        "Ask again to confirm the subscription of {topic}",
        "Send it again",
        "the confirmation was sent again",
        "*Alerts reach the endpoint once somebody there confirms.*",
    ),
    "subscribe-bot": FixWords(
        "Subscribe budget-check to {topic}",
        "Subscribe budget-check",
        "budget-check is subscribed to {topic}",
        "*budget-check then posts this topic's alerts here in Slack, and follows them up.*",
    ),
    "turn-off-encryption": FixWords(
        "Turn off the encryption of {topic}",
        "Turn encryption off",
        "{topic} is not encrypted any more",
    ),
}
"""By the fix's id; a test holds them against the fixes."""

SEVERAL = FixWords("Mend {count} faults on the path of {{topic}}", "Mend {count}", "{done}")
"""What one change is called that mends several faults."""


def fix_words(fix: str) -> FixWords | None:
    """What a fix is called, by its id; None where this version has no words for it."""
    parts = [FIXES.get(part) for part in parts_of(fix)]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return None
    if len(known) == 1:
        return known[0]
    count = all_of(len(known))
    done = ", and ".join(part.done for part in known)
    return FixWords(SEVERAL.heading.format(count=count), SEVERAL.submit.format(count=count), done)


UNDO_HEADING = "Undo: {heading}"
UNDO_SUBMIT = "Undo the change"
APPLY_SUBMIT = "Apply the change"
ASK_SUBMIT = "Ask for approval"
ASK_FOR_IT = "Ask for it"
YOU_MAY_ASK = "You may not mend this yourself. You can ask those who may: {people}"

LET_THROUGH = "*{sender} will get through to {budget}.*"
AGAIN = "*Alerts of {budget} will arrive again.*"
SAFE = "*Alerts of {budget} keep arriving: this can no longer stop them.*"
CERTAIN = "*It will then be certain that this lets alerts of {budget} through.*"
NOT_ALONE = "*One of several faults: alerts of {budget} do not arrive before all are mended.*"
NOT_TOLD = "*One fault less. Whether alerts of {budget} then arrive is not clear yet.*"
AS_BEFORE = "*Everything goes back to how it was before the change to {budget}.*"
NO_COST = "It costs nothing."
PRICE = "It costs {price}."
UNDOABLE = "You can undo it."
NOT_UNDOABLE = "It cannot be undone here."
"""The line under the heading of a preview."""

ONE_MENDS = "One change mends *{count} budgets*{money}: {names}."
ALSO_HANGS = "Another one has a second fault too: {names}."
ALSO_HANG = "{count} more have a second fault."
MONEY = ", {money}"
AND_MORE = "{names} and {count} more"

ONE_APPROVAL = "*One other mender has to approve it.*"
APPROVALS = "*{count} other menders have to approve it.*"

IN_ORDER = "*What happens, in order*"
WHO_NOTICES = "*Who notices*"
NOBODY_NOTICES = "Nobody: people get the same messages."
COULD_GO_WRONG = "*What could go wrong*"
NOTHING_KNOWN = "Nothing that budget-check can see."
TAKES_EFFECT = "*Takes effect:* {when}"
AT_ONCE = "At once, or within a minute."
COST = "*Cost:* {says}"
COMPLIANCE = "*Compliance:* {says}"
UNDONE_BY = "*How it is undone:* {says}"
MORE_POINTS = "{count} more: press “{button}”."
MORE = "More about it"
OTHERS_UNTOUCHED = "Nothing known: whoever the topic's policy names still gets through."
OTHERS_AS_TODAY = "Nothing known: whoever gets through today still does."
OTHERS_KEPT_OUT = "Not through today, and this does not change it: {names}."
OTHERS_TOUCHED = "Other publishers may stop getting through: {names}."
WHERE = "Account {account} · {topic} · change {id}"

ARRIVES_AGAIN = (
    "Done. Alerts of {budget} arrive again, by the policies of the whole path. It may take 5 "
    "minutes."
)
STOPS_NO_MORE = (
    "Done. This can no longer stop the alerts of {budget}, by the policies of the whole path. It "
    "may take 5 minutes."
)
NOT_YET = "Done, but one fault is left. Alerts of {budget} do not arrive yet: {still}"
SOME_GET_THROUGH = (
    "Done. {well} of {count} senders {get} through to {budget}, by the policies of the whole path: "
    "{names}. It may take 5 minutes. {out}"
)
ALL_ARRIVE_AGAIN = (
    "Done. All {count} budgets alert again, by the policies of the whole path. It may take 5 "
    "minutes."
)
NONE_STOPPED_ANY_MORE = (
    "Done. This can no longer stop the alerts of any of the {count} budgets, by the policies of "
    "the whole path. It may take 5 minutes."
)
SOME_ARRIVE_AGAIN = "Done. {well} of {count} budgets alert again. Not yet:"
STILL_CHECKS_ONE = "budget-check now checks the other budget that it mends."
STILL_CHECKS = "budget-check now checks the other budgets that it mends: {count} to go."
NOT_YET_OF = "{budget}: {why}"
MORE_NOT_YET = "{count} more"
IT_IS_UNDONE = "Undone, and nothing else changed, by the policies. It may take 5 minutes."
NOTHING_NEW = "Done. The check cannot show more of this than AWS's answer."
READ_BACK: Mapping[str, str] = {
    "subscribe-bot": (
        "Done. budget-check is subscribed to the topic. The next alert is posted in the channel "
        "of ALERTS_CHANNEL, where that is set."
    ),
    "send-confirmation-again": "Done. Alerts reach the endpoint once somebody there confirms.",
}
"""What came of a change that clears nothing, by its fix."""
UNDO = "Undo"

IS_WAITING = "🕐 *Waits for approval:* {act}, for {budget}"
IS_GATED = "🕐 *Waits for a change request:* {act}, for {budget}"
IS_UNDER_WAY = "▶️ *Under way:* {act}, for {budget}"
IS_APPROVED = "👍 *Approved, under way:* {act}, for {budget}"
IS_UNSURE = "❓ *AWS did not answer yet:* {act}, for {budget}"
ALERTS_AGAIN = "✅ *{budget} alerts again:* {done}"
ALL_ALERT_AGAIN = "✅ *All {count} budgets alert again:* {done}"
SOME_ALERT_AGAIN = "⚠️ *{well} of {count} budgets alert again:* {done}"
ALL_ARE_DONE = "✅ *Done for all {count} budgets:* {done}"
IS_DONE = "✅ *Done for {budget}:* {done}"
IS_NOT_ENOUGH = "⚠️ *{budget} does not alert yet:* {done}"
SOME_SENDERS = "⚠️ *{well} of {count} senders get through to {budget}:* {done}"
ONE_SENDER = "⚠️ *1 of {count} senders gets through to {budget}:* {done}"
IS_UNVERIFIED = "⚠️ *Written, not verified yet:* {act}, for {budget}"
HAS_FAILED = "❌ *Failed:* {act}, for {budget}"
IS_REJECTED = "✖️ *Rejected, nothing was written:* {act}, for {budget}"
IS_STOPPED = "✋ *Stopped, nothing was written:* {act}, for {budget}"
HAS_EXPIRED = "⌛ *Expired, nothing was written:* {act}, for {budget}"
IS_UNDONE = "↩️ *Undone:* {act}, for {budget}"
"""The first line of a change in its thread, by where it stands. It names nobody."""

CHANGE = "Change {id}"
ASKED_BY = "Asked for by {who}"
MENDED_BY = "*Mended* by {who}, {when}: {done}."
APPROVED_BY = "Approved by {who}, {when}"
REJECTED_BY = "Rejected by {who}, {when}"
REASON = "*Reason:* {says}"
WAITS_FOR_ONE = "It waits for one other mender, until {until}."
WAITS_FOR = "It waits for {count} other menders, until {until}."
MAY_APPROVE = "Who may approve: {people}"
STILL_WAITS = "🕐 *Still waits for approval:* {act}, for {budget}"
PLEASE_APPROVE = "{name} asks you to approve: {act}, for {budget}"
SOMEBODY = "Somebody"
APPROVE = "Approve"
REJECT = "Reject"
REALLY = "Approve it?"
NOT_NOW = "Not now"
DOCUMENT_STOPPED = "✋ Stopped."
NO_WORD = "(The channel takes no word of budget-check.)"

SHOW_POLICY = "Show the exact policy"
SHOW_CHANGE = "Show the exact change"
THE_STATEMENT = "*The statement, whole:*"
CALL = "*{action}* on {resource}"
THE_NEW_KEY = "the new key"
MORE_LINES = "… {count} more lines; the whole difference is in the change ticket."
EVERYTHING = "*Everything that it touches*"
NO_SNIPPET = "{tool} keeps nothing of this change, so there is nothing to show."
GONE = "This preview is over: press the button of the mend again."

STEPS: Mapping[tuple[str, str], str] = {
    ("kms:CreateKey", "Policy"): "Make a key for {sender} and the other known publishers.",
    ("kms:EnableKeyRotation", "KeyRotationEnabled"): "Turn on its yearly rotation.",
    ("kms:CreateAlias", "AliasName"): "Name it {after}.",
    ("kms:CancelKeyDeletion", "KeyState"): "Cancel the deletion of the key {resource}.",
    ("kms:EnableKey", "KeyState"): "Enable the key {resource}.",
    ("sns:TagResource", "Tags"): "Tag {topic} with why it is not encrypted.",
    ("sns:UntagResource", "Tags"): "Take the tag off that says why {topic} is not encrypted.",
    ("sns:Unsubscribe", "Subscription"): "Remove budget-check's subscription of {topic}.",
}
_ADD = "Add one statement to the policy of {resource}: {sender} may {verb}."
_CORRECT = "Correct our statement in the policy of {resource}: {sender} may {verb}."
_TAKE_OUT = "Take our statement out of the policy of {resource}."
_PUT_BACK = "Put our statement in the policy of {resource} back to what it was."
REST_STAYS = "{step} The rest stays."
"""Of the one step in a policy; of several the exact difference shows it."""
_NEW_KEY = "Encrypt {topic} with it instead of {before}."
_KEY = "Encrypt {topic} with {after} again."
_NO_KEY = "Turn the encryption of {topic} off. Its key is {before} today."
_RAW = {
    "false": "Turn raw delivery off for the subscription {resource}.",
    "true": "Turn raw delivery on again for the subscription {resource}.",
}
_NO_FILTER = "Remove the filter policy of the subscription {resource}."
_FILTER = "Put the filter policy of the subscription {resource} back, word for word."
_CONFIRM = "Have SNS ask {endpoint} again to confirm."
_SUBSCRIBE = "Subscribe budget-check's function to {topic}."


def still_checks(count: int) -> str:
    """So many others are being checked."""
    return STILL_CHECKS_ONE if count == 1 else STILL_CHECKS


def verb(write: Write) -> str:
    """What a statement in this policy lets somebody do."""
    return "use it" if write.action.startswith("kms:") else "publish"


def step(plan: Plan, write: Write, *, alone: bool = True) -> str:
    """The template of one write in plain words. KeyError for a write that no fix makes.

    `alone`: the change mends one fault. Its fields: topic, sender, resource, before, after,
    endpoint, verb.
    """
    plain = STEPS.get((write.action, write.attribute))
    if plain:
        return plain
    said = _OF[write.attribute](plan, write)
    return REST_STAYS.format(step=said) if alone and write.attribute == "Policy" else said


def _policy(plan: Plan, write: Write) -> str:
    sid = str(json.loads(plan.statement)["Sid"])
    if plan.clears:
        return _CORRECT if _has(write.before, sid) else _ADD
    return _PUT_BACK if _has(write.after, sid) else _TAKE_OUT


def _has(text: str, sid: str) -> bool:
    try:
        return statement_with_sid(text, sid) is not None
    except EditError:  # no plan is made over such a text; the exact difference shows it
        return False


def _key(plan: Plan, write: Write) -> str:
    if not write.after:
        return _NO_KEY
    made = any(one.action == "kms:CreateKey" for one in plan.writes)
    return _NEW_KEY if made or NEW_KEY in write.after else _KEY


def _subscription(plan: Plan, write: Write) -> str:
    return _SUBSCRIBE if write.leaves_a_trace else _CONFIRM


_OF = {
    "Policy": _policy,
    "KmsMasterKeyId": _key,
    "RawMessageDelivery": lambda _, write: _RAW[write.after],
    "FilterPolicy": lambda _, write: _NO_FILTER if write.after == "{}" else _FILTER,
    "Subscription": _subscription,
}

NOT_ALL_LET_IN = "⚠️ Done; not all of its senders get through yet"
UNDONE_FIRST = "↩️ Undone"
AND_UNDER_WAY = ", and under way"
MORE_PARTS = "… {} more parts: whoever asked has the whole preview."
WHY_IT_HAS_TO_BE = "Why it has to be: it goes into the log"
THE_NEW_KEY = "(the new key)"
