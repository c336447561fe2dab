"""The sentences of a pull request. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

OPEN = "Open a pull request"
"""On the button under an answer, and in a preview."""
GO_TO = "Open pull request {pull_request}"
IS_OPEN = "🔀 {pull_request} waits for a review, opened by {who} {at}."
IS_MERGED = "🔀 {pull_request} is merged, and waits for the deployment."
IS_DEPLOYED = "🔀 {pull_request} is deployed, and did not help."
KEPT_BY = (
    "*{tool} keeps this policy:* its next deployment may undo a change that is made here. What "
    "lasts is a pull request in {repository}."
)
KEPT_IN = "*The policy is written in {repository}:* a pull request changes it there."

HEADING = "Pull request: {title}"
WHAT = (
    "*It adds a statement to {path}* in {repository}. Nothing changes in AWS before it is merged "
    "and deployed."
)
LASTS = "{tool} keeps the policy, so what is mended there lasts."
WHERE = "A draft from the branch {branch} to {base}; whoever reviews code there decides."
FILE = "*{path}*"
MORE_LINES = "… {count} more lines: the pull request has them all."
AFTER = "*After the merge:* deploy {repository} as you always do."
THEN = "The thread then says whether the alert arrives again."
CHANGED_SINCE = "The file has changed since you looked at it. This is what would be proposed now."
SUBMIT = "Open the pull request"
AGAIN = "Try again"
INSTEAD = "Open a ticket instead"
CANNOT = "*No pull request can be opened:* {why}"
MAY_STAND = "It may stand here:"
BY_HAND = "The text for Terraform:"
SNIPPET = "A ticket carries it to whoever knows the place, as Terraform and as CloudFormation."
STILL_WAITS = (
    "Somebody else is opening a pull request for this, and has not come to an end. Look at the "
    "thread, and press the button again."
)
GONE = "The window of the pull request is gone. Press the button again."
OPENED_VIEW = "🔀 *{pull_request}* is open, as a draft."
OPEN_ALREADY = "🔀 *{pull_request}* is open already, opened by {who} {at}."
MERGED_ALREADY = "🔀 *{pull_request}* is merged already, and waits for the deployment."
READ_IT = "Read it, mark it as ready, and have it merged."
OPEN_IT = "Open it in {repository}"

UNREAD = (
    "{paths} could not be read (too large, or no text), and the policy may stand there. Name a "
    "narrower folder in the map of sources."
)
NO_FIX = "Nothing that is wrong here is mended by a statement in a policy."
NOTHING_WRONG = "Nothing is wrong here any more. Check again."
TWO_PLACES = "What has to change is written in two places, {first} and {second}."
NO_HOST = 'The map of sources names the host "{host}", which this budget-check does not know.'

OPENED = "🔀 {who} opened the pull request {pull_request} for {budget}"
MERGED = "🔀 {who} merged {pull_request}: {budget} waits for the deployment"
CLOSED = "🔀 {who} closed {pull_request} without merging it: {budget} is not mended by it"
LATE = "⏳ {pull_request} is merged, not deployed: {budget} does not alert yet"
NOT_ENOUGH = "⚠️ {pull_request} is deployed, and {budget} still does not alert"
ARRIVES = "✅ {pull_request} is deployed: {budget} alerts again"
ALREADY = (
    "🔀 {who} merged {pull_request}: {budget} alerts already, and the next deployment keeps it so"
)
MENDED = "✅ {pull_request} is merged, and {budget} alerts again"
FORGOTTEN = (
    "🔀 {pull_request} for {budget} was opened 90 days ago: budget-check looks at it no more"
)
ABANDONED = (
    "⏳ {pull_request} was merged 14 days ago, and no check since has found that {budget} alerts: "
    "budget-check looks at it no more"
)
BECAUSE = "{line}: {cause}"
SOMEBODY = "Somebody"

TITLE = "{act}, so that {budget} alerts"
BODY_WHAT = "What this changes"
BODY_SAYS = (
    "One statement more in {path}, for the policy of {resource}. Nothing else in the file changes."
)
BODY_STATEMENT = "The statement, as AWS will have it"
BODY_BACK = "Way back"
BODY_BACK_SAYS = "Revert this pull request, and deploy."
BODY_PROOF = "How to prove it"
BODY_DEPLOY = "Merge it, and deploy as always."
BODY_CHECK = (
    "budget-check looks at the whole path then, and says in the Slack thread whether it is sound; "
    "`/budget-check {name}` does so at any time."
)
BODY_REAL = (
    "Only an alert that arrives proves that alerts arrive: the thread waits for the next one."
)


def because(line: str, cause: str) -> str:
    """The line as a template, with the cause where one is known."""
    return BECAUSE.replace("{line}", line) if cause else line
