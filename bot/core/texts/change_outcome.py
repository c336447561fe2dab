"""The sentences about what came of an act on a change, and of each write to AWS.

Times stand in them as `bot.core.texts.words.moment` writes them.
"""

from __future__ import annotations

NOTHING_WRITTEN = "Nothing was written."
UNKNOWN_CHANGE = "Nothing was done: budget-check does not know this change."
LATE = "Nothing was done: it {stands}."
NOT_YOURS = (
    f"{NOTHING_WRITTEN} This preview was opened by <@{{who}}>: open your own from the answer's "
    "message."
)
REPLANNED = (
    f"{NOTHING_WRITTEN} What the preview showed has changed since. Here is the new plan; earlier "
    "approvals do not count for it."
)
ASKS_ANEW = f"{NOTHING_WRITTEN} There is a newer plan for this change: look at it first."
STOPPED = f"{NOTHING_WRITTEN} {{why}}"
NEW_PLAN = " A new plan is ready to be looked at."
DOCUMENT_CHANGED = "The document changed after the preview, so the plan no longer fits it."
REJECTED = f"Rejected by <@{{who}}>. {NOTHING_WRITTEN}"
EXPIRED = f"This has expired. {NOTHING_WRITTEN} Ask for the fix again."
UNDER_WAY = "{title}: under way."
UNDONE = "Undone: {title}."

WAITS_FOR_ONE = "This waits for the approval of one other mender, until {until}."
WAITS_FOR = "This waits for the approval of {missing} other menders, until {until}."
APPROVALS_LOST = "The approval of {names} does not count any more, and too few are left."
BUSY = "Another change is being applied to the same resource. This one is next."

STILL_SAYS = "the check still says: {said}"
NOW_ALSO_SAYS = "the check now also says: {said}"
PATH_UNKNOWN = "Whether a notification still sends to that topic is not known. {why}"
NO_PATH = "No notification of this budget sends to that topic (any more). Check again."

AWS_SAYS = "AWS says: {says}"
REFUSED = "AWS refused {action} on {resource}. {says}"
LACKS_PERMISSION = (
    "AWS refused {action} on {resource}: budget-check's role lacks the permission {permission}. "
    "{says}"
)
UNSURE = (
    "AWS did not answer {action} on {resource} ({says}), so whether it is written is not known "
    "yet. budget-check reads it again by itself and says what it finds; it does not write again "
    "meanwhile."
)
NOT_KNOWN_YET = (
    "KMS does not know {resource} everywhere yet, so {action} has to wait. budget-check goes on by "
    "itself in a minute."
)
CONFLICT = (
    "{attribute} of {resource} is not as the plan expected it: somebody else changed it at the "
    "same time. budget-check writes no more; look at both versions in the log."
)
TOO_OLD = (
    "AWS still shows {attribute} of {resource} from before it was written ({at}, by {who}). Try "
    "again in a minute; it may take {lag} minutes."
)
MAY_BE_TOO_OLD = (
    "AWS may still show {attribute} of {resource} from before it was written ({at}, by {who}). Try "
    "again in a minute; it may take {lag} minutes."
)
WAITS_FOR_EDIT = "{why} budget-check waits until {until}, compares again, and then goes on."
NOT_NOW = f"{NOTHING_WRITTEN} {{why}} The proposal is kept: submit it again in a minute."
WRITTEN_OVER = (
    "{who} changed {attribute} of {resource} ({at}, {action}). AWS did not show that yet when "
    "budget-check wrote it ({ours}), so their edit may be lost. Compare both, and make theirs "
    "again where it is: the log has what budget-check wrote, CloudTrail has theirs (event {event})."
)
UNREADABLE = "{attribute} of {resource} could not be read: {why}"
TAKEN_OVER = "This took too long, and another change has taken over the resource."
HALF = " {done} of {of} steps are done; the log says which."
IS_DONE = " Done: {title}."
IS_NOT_DONE = " Not done: {title}."
KEY_STAYS = " The key {arn} was made and stays: budget-check never deletes a key."
NOT_VERIFIED = "Written, but not verified yet: {why} budget-check looks again by itself."
NEVER_VERIFIED = "Written, but it could not be verified: {why}"
NOT_FOUND = (
    "The attempt was interrupted. What it was about to write is not there, so nothing was changed. "
    "Ask for the fix again."
)
MAY_TURN_UP = " A new key that carries the tag of this change may still turn up: it serves nobody."
CANNOT_TELL = (
    "The attempt was interrupted at {action} on {resource}, and reading does not show whether it "
    "happened."
)
INTERRUPTED = f"The attempt was interrupted. {NOTHING_WRITTEN} Ask for the fix again."
NO_STORE = (
    "budget-check cannot write down what it does, so it does not go on. {problem} What it had "
    "begun is settled once the table answers."
)
NOT_VISIBLE = "AWS still shows {attribute} of {resource} from before."

THINGS = {"Policy": "the policy", "KmsMasterKeyId": "the key", "KeyState": "the state"}
"""What an attribute is called."""
