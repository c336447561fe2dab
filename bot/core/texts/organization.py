"""What is said of an organisation. Fields in braces."""

from __future__ import annotations

NOT_YET = "It has not been listed yet: budget-check does so within some minutes."
LIST = "the accounts of organisation {organization}"
GO_ON = (
    "❓ {why} Until it can, budget-check goes on with the accounts that it knows, and new ones "
    "are not looked at. It says so once, and once more when they can be listed again."
)
LISTED = "✅ The accounts of organisation {organization} can be listed again: {count} are in use."
