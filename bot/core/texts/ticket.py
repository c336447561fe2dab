"""The sentences of a change ticket. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

ABOUT = "*{budget}*: {cause}."
ABOUT_BUDGET = "*{budget}*"
SYSTEM = "Where"
TITLE = "Title"
SEVERITY = "Severity"
SEVERITIES = {"high": "High", "medium": "Medium", "low": "Low"}
NOTE = "Anything to add"
NOTE_HINT = "It stands first in the ticket, with the link to this conversation."
WHERE = "It is opened in {system}."
NOT_OPENED = "❌ No ticket was opened. {why}"
SYSTEM_GONE = "budget-check opens no tickets there any more. Press the button again."
WAITS = (
    "Somebody else is opening a ticket for the same fault. It is shown here as soon as it is there."
)
STILL_WAITS = (
    "Somebody else began to open a ticket for the same fault, and has not got through. Press the "
    "button again in a few minutes."
)
ITS_SYSTEM = "its ticket system"
SHOW_TEXT = "Show the text"
SUBMIT = "Open the ticket"
AGAIN = "Try again"
OPEN_ALREADY = "🎫 *{ticket}* is open already, opened {at}."
OPEN_ALREADY_BY = "🎫 *{ticket}* is open already, opened by {who} {at}."
OPEN_IT = "Open it in {system}"
ANOTHER = "If it is done and only not closed, you can open another one."
OPEN_ANOTHER = "Open another one"
IS_OPEN = "🎫 *{ticket}* is open in {system}."
WAS_OPEN = "🎫 *{ticket}* was open already in {system}."
MORE_PARTS = "… and {count} more parts, whole in the ticket."
GONE = "The window of the ticket is gone. Press the button again."

THREAD = "The conversation in Slack"
LEFT_OUT = (
    "Left out, for it is too long for this ticket: {parts}. It stands in budget-check's answer."
)
MARK = "Found again by budget-check as {mark}"
THREAD_AT = "The conversation in Slack: {address}"
IN_WORK_NOTES = "The rest stands in the work notes, for it is too long for this field."
NOT_WORKED_OUT = "budget-check has not worked this out: the description says what it knows."
PROOF_TITLE = "How to prove it"
PROOF = (
    "Check it again in Slack: /budget-check {budget}. Then wait for the next alert: only one that "
    "arrives proves the path."
)

OPENED = "🎫 {who} opened {ticket} for {budget}"
FOUND = "🎫 {who} asked for a ticket for {budget}: {ticket} is open already"
OVER = "🎫 {who} {did} {ticket} for {budget}"
OVER_AS = "🎫 {who} closed {ticket} for {budget} ({did})"
NO_LONGER_THERE = "🎫 {ticket} for {budget} is gone: deleted, or hidden from budget-check"
BECAUSE = "{line}: {cause}"
STILL = "{line}. The fault is still there."
SOMEBODY = "Somebody"


def because(line: str, cause: str, *, still: bool = False) -> str:
    """The line as a template, with the cause where one is known, and that it is `still` so."""
    said = BECAUSE.replace("{line}", line) if cause else line
    return STILL.replace("{line}", said) if still else said
