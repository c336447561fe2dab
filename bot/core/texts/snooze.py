"""The sentences of a snooze. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

SUBJECT = "*{budget}*: {why}."
RULE = (
    "budget-check posts nothing about this cause until then. Answers and Home still show it, "
    "another cause is told at once, and what is still broken then is told again."
)
WHAT = "What"
THIS = "This budget alone"
ALL = "Every budget with this cause"
HOW_LONG = "How long"
SPANS = {"hour": "1 hour", "day": "1 day", "week": "1 week"}
UNTIL = "Or until"
UNTIL_HINT = "At most 90 days from now. It counts instead of the choice above."
WHY = "Why"
WHY_HINT = "It goes into the log with your name."
SUBMIT = "Snooze"
NO_END = "*That is no moment within the next 90 days.* Choose another one, or one of the spans."
DONE = "Snoozed until {until}. Home lists it, with a button that ends it."
LINE = "💤 {budget} is snoozed until {until}: {reason}"
NOTHING = (
    "There is nothing to snooze: by its last check nothing keeps the alerts of {budget} from "
    "arriving, or it was checked by an older budget-check. Check it again."
)
CLOSED = "The window is gone. Press Snooze once more."
OVER = "Snoozed until {until}: {reason}"
WOKEN = "Snoozed no more. It was for: {reason}"
NEW_CAUSE = "This is another cause than the one that is snoozed."
RUNS = "💤 Snoozed until {until} by {who}: {reason}"
"""In Home, which one person sees: nobody is notified by it."""
LOGGED = "until {until}: {reason}"
