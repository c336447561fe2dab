"""What this process cannot do, and who can change that; and who alone sees an answer."""

from __future__ import annotations

NO_TABLES = (
    "This budget-check has no tables, so it remembers nothing and changes nothing. "
    "Whoever runs it can make them: `serve` prints how."
)
NO_LOG = f"Nothing is logged here. {NO_TABLES}"
CLOSED = (
    "Nothing can be mended here: this budget-check has no tables, or MENDERS names nobody, so it "
    "writes nothing. Whoever runs it can change that."
)
NO_SYSTEM = "No ticket system is set up: whoever runs budget-check can name one in TICKETS."
NO_SOURCES = (
    "No pull request can be opened here: whoever runs budget-check can say in SOURCES_PARAMETER "
    "which repository holds which policy."
)
TOO_OLD = "These buttons are too old: press Check again under the answer, and use the new ones."
PREVIEW_GONE = "The window of the preview is gone. Press the button again."
WHOM_TO_ASK = "Whom to ask: {people}."

SHARED = "Only you can see this: people of other organisations are in this channel."
UNKNOWN_WHO = (
    "Only you can see this: Slack does not tell budget-check whether people of other organisations "
    "are in this channel ({}). `python -m bot doctor` says what to do."
)
INVITE = (
    "Only you can see this, for budget-check is not in this channel: "
    "invite it with /invite @budget-check to mend what is found and to keep the answer current."
)
ELSEWHERE = "Only you can see this: Slack does not let budget-check post here ({})."
NOT_WHOLE = (
    "{} (Slack does not take the whole answer: whoever runs budget-check finds the reason in the "
    "log under {}.)"
)
