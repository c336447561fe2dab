"""What is said of a topic, an alarm and so on that is not there, or not once. Fields in braces."""

from __future__ import annotations

NONE = "There is no {name}"
SEVERAL = "There is more than one {name}: whoever asked is asked which one."
WHICH = "There are {count} of {name}, or it could not be told. Which one do you mean?"
WHICH_ACCOUNT = "In which account is the {name}?"
NAME_ACCOUNT = "… and {} more: name one with account:."
NO_TOPIC = "There is no {name} in {regions} of account {account}, and nothing publishes to it."
NO_SUBJECT = "There is no {name} in account {account}. {looked}"
NEAR = "{none} Did you mean one of these?"
CHECK_PLACE = "{none} Check the name, the account, and the Region with region:."
NO_NAME = (
    '"{name}" is neither the name nor the ARN of a topic: a name has up to 256 letters, digits, '
    "hyphens and underscores."
)
FOREIGN = (
    "That ARN is of account {account}, which budget-check does not know. What publishes shows only "
    "in its own account: for what of an account that it knows publishes there, add account:."
)
OTHER_REGION = "That ARN is in {there}, and region: says {asked}."
