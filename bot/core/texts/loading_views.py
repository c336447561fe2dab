"""The titles of the dialogs, and what they say while a worker works. It imports nothing: the front
door says these.
"""

from __future__ import annotations

DETAILS_TITLE = "What was found"
BUDGETS_TITLE = "The budgets"
PREVIEW_TITLE = "Preview of the change"
OUTCOME_TITLE = "What came of it"
DIFFERENCE_TITLE = "The exact difference"
REJECT_TITLE = "Reject the change"
TICKET_TITLE = "Change ticket"
PULL_REQUEST_TITLE = "Pull request"
PROOF_TITLE = "Proof by a real alert"
SNOOZE_TITLE = "Snooze"
TABLE_TITLE = "Budgets"
LOG_TITLE = "The steps"

NOT_TAKEN = (
    "budget-check could not take this: its queue did not answer. If nothing comes of it within a "
    "minute, do it again; if it stays so, whoever runs budget-check finds the reason in the log."
)
_AGAIN = "If nothing comes, close this and press the button once more."
REJECT_WHY = "Why? Whoever asked for it reads this, and it goes into the log"
REJECT = "Reject"
CANCEL = "Cancel"
DETAILS = f"Reading the path again. {_AGAIN}"
BUDGETS = f"Looking up how they stand. {_AGAIN}"
PREVIEW = (
    "Reading the path again and working the change out. Nothing is written before you say so. "
    f"{_AGAIN}"
)
LOOKING = f"Looking it up. {_AGAIN}"
PREVIEW_WORKS = (
    "Working. This changes when it is done; you may close it, the thread tells the story as well."
)
TICKET = f"Drawing the ticket up. Nothing is opened before you say so. {_AGAIN}"
TICKET_TEXT = f"Drawing the ticket up. {_AGAIN}"
TICKET_WORKS = "Opening the ticket. This changes when it is done."
PULL_REQUEST = (
    f"Reading the file where the policy is written. Nothing is opened before you say so. {_AGAIN}"
)
PULL_REQUEST_WORKS = "Opening the pull request. This changes when it is done."
PROOF = f"Looking whom an alert would reach. Nothing is sent before you say so. {_AGAIN}"
PROOF_WORKS = "Working. This changes when it has begun."
TABLE = f"Listing the budgets. {_AGAIN}"
WORKS = "Working."
