"""The sentences about a change that waits for a change request in another system."""

from __future__ import annotations

TITLE = "budget-check: {title}, for {budget}"
SUMMARY = "{who} asked budget-check in Slack for this change to {budget}: {title}."
HOW_TITLE = "How this change is carried out"
HOW = (
    "By budget-check itself, once this change request reaches Implement. It reads the policy again "
    "first and writes nothing where it is another one by then. What came of it is written here."
)
WHERE_TITLE = "What it touches"
WHERE = "Account {account}, change {change} of budget-check."
REASON = "Why"

PREVIEW = "*It is applied once a change request for it is approved in {system}.*"
IS_OPENING = "🕐 *Waits for a change request in {system}:* {act}, for {budget}"
IS_GATED = "🕐 *Waits for {ticket} in {system}:* {act}, for {budget}"
SOMEWHERE = "another system"
UNTIL = "It goes on by itself once {ticket} reaches Implement, and ends {until} otherwise."
WAITS = "It goes on by itself once its change request is approved. You can close this window."
OPENED = "It waits for {ticket}."
RELEASED = "{ticket} is released. {title}: under way."
TURNED_DOWN = "{ticket} ended as {word} before it was applied. Nothing was written."
VOID = " {ticket} does not count for another plan: that needs a change request of its own."
NO_GATE = "This process asks no system for change requests."

OUTCOME = "budget-check: {says}"
STANDS = "This change {stands}."
OUTCOME_MARK = "[budget-check change {change}]"
