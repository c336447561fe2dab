"""What is said of an organisation. Fields in braces."""

from __future__ import annotations

NOT_YET = "It has not been listed yet: budget-check does so within a few minutes."
LIST = "the accounts of organisation {organization}"
GO_ON = (
    "❓ {why} Until they can be listed, budget-check goes on with the accounts that it knows, and "
    "does not look at new ones. It says this once, and once more when they can be listed again."
)
LISTED = "✅ The accounts of organisation {organization} can be listed again: {count} are in use."
