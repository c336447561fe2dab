"""The sentences of the log. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.change.events import EventType
from bot.core.proof.alarm_run import AlarmProofEvent
from bot.core.proof.run import ProofEvent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change or a proof. `did`: it stands in AWS, or stood there."""

    mark: str
    says: str
    did: bool = False


DID: Mapping[str, str] = {
    "allow-on-topic": "let {sender} publish to {topic}",
    "allow-on-key": "let {sender} use the key of {topic}",
    "enable-key": "enabled the key of {topic}",
    "move-to-new-key": "moved {topic} to a new key",
    "remove-filter": "removed the filter on {topic}",
    "raw-delivery-off": "turned off raw delivery on {topic}",
    "send-confirmation-again": "asked again to confirm the subscription of {topic}",
    "subscribe-bot": "subscribed budget-check to {topic}",
    "turn-off-encryption": "turned off the encryption of {topic}",
}
"""What somebody did, by the fix's id; a test holds them against the fixes."""
ASKED_TO = "asked to {act}"
UNDID = "undid “{act}”"
ASKED_TO_UNDO = "asked to undo “{act}”"
CHANGED = "changed {topic}"
CHANGE = "change {topic}"
THE_TOPIC = "the topic"
THE_SENDER = "the sender"
"""Where the change itself is not kept any more."""

OUTCOMES: Mapping[EventType, Outcome] = {
    EventType.APPLIED: Outcome("✅", "verified", did=True),
    EventType.NOT_ENOUGH: Outcome("⚠️", "the alert does not arrive yet", did=True),
    EventType.UNVERIFIED: Outcome("⚠️", "not verified yet", did=True),
    EventType.WRITTEN_OVER: Outcome("⚠️", "somebody else's edit may be lost", did=True),
    EventType.UNDONE: Outcome("↩️", "undone since", did=True),
    EventType.FAILED: Outcome("❌", "failed: {why}"),
    EventType.UNSURE: Outcome("❓", "AWS has not answered yet"),
    EventType.STOPPED: Outcome("✋", "stopped, nothing was written: {why}"),
    EventType.CANNOT: Outcome("✋", "stopped, nothing was written: {why}"),
    EventType.REJECTED: Outcome("🚫", "rejected by {by}"),
    EventType.TURNED_DOWN: Outcome("🚫", "stopped, nothing was written: {why}"),
    EventType.EXPIRED: Outcome("⌛", "expired"),
    EventType.GATED: Outcome("🕐", "waits for a change request"),
    EventType.GATE_SEEN: Outcome("🕐", "waits for a change request"),
    EventType.ASKED: Outcome("🕐", "waits for approval"),
    EventType.AGREED: Outcome("🕐", "waits for one more approval"),
}
UNDER_WAY = Outcome("▶️", "under way")

PROVED = "proved {topic} by a real alert"
TRIED_TO_PROVE = "tried to prove {topic} by a real alert"
PROOFS: Mapping[str, Outcome] = {
    ProofEvent.ARRIVED.row.log: Outcome("✅", "it arrived", did=True),
    ProofEvent.EXPIRED.row.log: Outcome("❌", "no alert came in time"),
    ProofEvent.ENDED.row.log: Outcome("⏹️", "ended before its time"),
    ProofEvent.FAILED.row.log: Outcome("❌", "failed: {why}"),
    AlarmProofEvent.ACCEPTED.row.log: Outcome("✅", "the topic accepted a real alarm", did=True),
    AlarmProofEvent.REJECTED.row.log: Outcome("❌", "a real alarm was refused: {why}"),
    AlarmProofEvent.UNSEEN.row.log: Outcome("❓", "AWS did not show what became of a real alarm"),
    AlarmProofEvent.FAILED.row.log: Outcome("❌", "no real alarm was sent: {why}"),
    AlarmProofEvent.NOT_SET.row.log: Outcome("❌", "no real alarm was sent: {why}"),
    AlarmProofEvent.ABANDONED.row.log: Outcome("❌", "no real alarm was sent: {why}"),
}
"""By the words of the event in the log: those of a proof by a budget or an alarm."""
AWAITED = Outcome("🧪", "its alert is awaited")
STILL_THERE: Mapping[str, str] = {
    ProofEvent.STUCK.row.log: "its temporary budget could not be removed",
    AlarmProofEvent.STUCK.row.log: "its temporary alarm could not be removed",
}

ACTS: Mapping[str, str] = {
    "opened a ticket": "🎫 {who} opened the ticket {ticket}",
    "found a ticket open": "🎫 {who} asked for a ticket: {ticket} is open already",
    "could not open a ticket": "❌ {who} could not open a ticket: {why}",
    "opened a pull request": "🔀 {who} opened the pull request {ticket}",
    "could not open a pull request": "❌ {who} could not open a pull request: {why}",
    "a pull request was merged": "🔀 {who} merged {ticket}",
    "a pull request was closed": "🔀 {who} closed {ticket} without merging it",
    "a merged pull request is not deployed": "⏳ {ticket} is merged, not deployed",
    "a pull request is deployed, and the alert does not arrive": "⚠️ {ticket} is deployed, and the "
    "alert does not arrive: {why}",
    "a pull request is deployed, and the alert arrives": "✅ {ticket} is deployed: the alert "
    "arrives again",
    "a pull request was merged, and the alert arrives already": "🔀 {who} merged {ticket}; the "
    "alert arrives already",
    "a pull request was merged, and the alert arrives in another way": "✅ {ticket} is merged, and "
    "the alert arrives again",
    "a pull request is looked at no more": "🔀 {ticket} was opened 90 days ago, and is looked "
    "at no more",
    "a merged pull request is looked at no more": "⏳ {ticket} was merged 14 days ago, and is "
    "looked at no more",
    "snoozed": "💤 {who} snoozed it {why}",
    "woke": "⏰ {who} ended the snooze: {why}",
    "snooze ended": "⏰ The snooze ended: {why}",
}
"""By what the record says; other acts are said by that itself."""
ACT = "• {who}: {what} {why}"
REFUSED = "🚫 {who} was refused: {why}"
REFUSED_TO = "🚫 {who} was refused to {act}: {why}"

LINE = "{at}  "
OF = " ({budget})"
ONE_WRITE = "1 write"
WRITES = "{count} writes"
APPROVED_BY = "approved by {names}"
THREAD = "thread"

TITLE = "What was done through budget-check"
NOTHING = "Nothing has been done through budget-check yet"
OLDER_ONLY = "Nothing more on this page; there may be older ones"
IN_ACCOUNT = "account {account}"
OF_BUDGET = 'budget "{budget}"'
OF_SUBJECT = "{budget}"
BY_PERSON = "by {person}"
SINCE = "since {since}"
MORE = "… {} more on this page."

STEPS = "Steps"
UNDO = "Undo…"
STEP = "{at}  {what}{by}"
STEP_CALL = " · {call} on {resource}"
STEP_ON = " · {resource}"
STEP_WHY = ": {why}"
STEP_BY = " by {who}"
STEPS_GONE = "The log holds nothing of this change."
MORE_STEPS = "… {count} more: the log as a file has them all (`/budget-check log csv`)."

CSV_COMMENT = "The log of account {account}: {count} records."
CSV_CUT = "The log of account {account}: the newest {count} records; narrow it by since: or a name."
CSV_SENT = "The log is in your messages with budget-check, as a CSV file: {count} records."
CSV_FAILED = "Slack did not take the file ({code}). `python -m bot doctor` says what is missing."
CSV_HEAD = (
    "at",
    "who",
    "what",
    "account",
    "budget",
    "change",
    "fix",
    "undoes",
    "step",
    "call",
    "resource",
    "why",
    "ticket",
    "before",
    "after",
)
