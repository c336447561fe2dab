"""What GitHub did not do, and what to do then. Fields in braces."""

from __future__ import annotations

SAID = "{says} GitHub says: {detail}"
ENDED = (
    "GitHub does not accept budget-check's token: it has ended, or was revoked. Store a new one as "
    "github.token in the parameter that TICKETS_SECRET_PARAMETER names."
)
NOTHING_STORED = (
    "There is no token for GitHub: store one as github.token in the parameter that "
    "TICKETS_SECRET_PARAMETER names, or name an App in GITHUB_APP_ID."
)
ODD_CHARACTER = (
    "The token for GitHub has a character that no token has: store it anew as github.token in the "
    "parameter that TICKETS_SECRET_PARAMETER names."
)
STORE_UNREAD = "The token for GitHub could not be read: {why}"
NO_RIGHT = "GitHub refused it: budget-check's token needs the permission {right} in {repository}."
SINGLE_SIGN_ON = (
    "GitHub refused it: the owner of {repository} asks for single sign-on. Authorize "
    "budget-check's token for it, in GitHub's settings of that token."
)
HIDDEN = (
    "GitHub shows budget-check no {repository}: it is not there, or the token or App may not see "
    "it. Give it this repository, with the permission {right}."
)
ARCHIVED = "{repository} is archived, so nothing can be opened there: name another one."
ISSUES_OFF = (
    "Issues are turned off in {repository}: turn them on in its settings, or name another one."
)
MOVED = "{repository} has another name now: name it by that one."
BUSY = "GitHub takes no more requests just now and did nothing. Try again in {minutes}."
MINUTE, MINUTES = "a minute", "{count} minutes"
SILENT = "GitHub did not answer in time. Try again in a minute."
UNSURE = (
    "GitHub did not say whether it has done it. Try again in a minute: what is there is found, not "
    "repeated."
)
UNREACHED = "GitHub could not be reached at {host}: nothing was sent. Try again in a minute."
UNTRUSTED = (
    "The certificate of {host} is not one that budget-check trusts, so nothing was sent. Add its "
    "authority to the file that SSL_CERT_FILE names."
)
ELSEWHERE = (
    "{host} leads to another host, which gets no token: check GITHUB_API_URL. An Enterprise "
    "Server's ends with /api/v3."
)
NO_API = "What answers at {host} is not GitHub's API (status {status}): check GITHUB_API_URL."
ODD = (
    "GitHub's answer has not the shape that GitHub documents, so nothing was done. Try again in a "
    "minute."
)
REFUSED = "GitHub does not take it."
INVALID = "GitHub does not take the field {field}."

APP_UNKNOWN = (
    "GitHub does not accept what the App signs: GITHUB_APP_ID must be the App's id, and the key in "
    "GITHUB_KEY the App's own."
)
NOT_INSTALLED = (
    "GitHub knows no installation {installation} of the App: GITHUB_INSTALLATION_ID is the number "
    "at the end of the installation's address."
)
SUSPENDED = "The installation of the App is suspended: its organisation's owner can end that."
NOT_GRANTED = (
    "The App's installation does not give what is needed: the permission {right}, and {repository} "
    "among its repositories."
)
NOT_SIGNED = "AWS did not sign for the App: budget-check's role needs {action} on {key}."
NOT_SIGNED_OTHERWISE = "AWS did not sign for the App with {key}. {why}"

WRONG_ASSIGNEE = (
    "{login} cannot be assigned in {repository}: correct the field Assignee, or leave it empty."
)
CLOSED_AS = "closed as {reason}"
CLOSED, DELETED, OPEN = "closed", "deleted", "open"
NO_ISSUE = "{id} is no issue of GitHub's, such as acme/infra#12."
LEFT_OUT = "In the Slack thread: {}."

GIVE_RIGHT = "Give it that permission in GitHub's settings, and accept it for the installation."
LET_SIGN = "Give the role of the function `check` that right, and let the key's policy allow it."
STORE_ANEW = (
    "Make a new fine-grained token for {repository} with the permission {right}, and store it as "
    "github.token in the parameter that TICKETS_SECRET_PARAMETER names."
)
ENDS = "The token for GitHub ends on {date}."
LABELS_DROPPED = (
    "Whose token it is may not set labels in {repository}: GitHub drops them without a word, and "
    "an issue that is open already is not found."
)
MAY_LABEL = "Give that account the role Triage or Write in {repository}."
NO_LABEL = "There is no label {label} in {repository}: GitHub makes it with the first issue."
MAKE_LABEL = "Correct GITHUB_LABELS, or make the label."
DO_ACCESS = "Choose this repository for the token or the installation, or correct its name."
DO_UNARCHIVE = "Name another repository, or unarchive this one."
DO_ISSUES = "Turn on Issues in its settings, or name another repository."
DO_LOOK = "Run `python -m bot doctor` again once that is mended."

NO_BRANCH = "{repository} has no branch {branch}: correct the map of sources."
NO_PATH = "{repository} has no {path} on the branch {branch}: correct the map of sources."
TOO_MANY = (
    "There are {count} files in {place} that may hold a policy, and budget-check reads {most} at "
    "most: name a folder further down in the map of sources."
)
TOO_MUCH = (
    "The files in {place} that may hold a policy are larger than {most} MiB together: name a "
    "folder further down in the map of sources."
)
TOO_LARGE = "GitHub does not list all of {place}: name a folder further down in the map of sources."
FILE_MOVED = (
    "{path} was changed on {branch} meanwhile, so nothing was written. Ask for the pull request "
    "again: it is then made over the new text."
)
BRANCH_MOVED = (
    "The branch {branch} moved while budget-check wrote to it, so nothing was written. Try again."
)
NOT_OURS = (
    "The branch {branch} in {repository} has other commits than this change, and budget-check "
    "overwrites none. Open a pull request from it by hand, or delete it and try again."
)
NOTHING_TO_DO = "{branch} in {repository} has this change already: there is nothing to propose."
PROTECTED = (
    "The rules of {repository} do not let budget-check make the branch {branch}: let them leave "
    "out branches that begin with budget-check/."
)
NO_PULL_REQUEST = "{id} is no pull request of GitHub's, such as acme/infra#12."
DO_BRANCH = "Correct it in the parameter that SOURCES_PARAMETER names."
MAY_NOT_PUSH = "Whose token it is may not push to {repository}, so it can open no pull request."
MAY_PUSH = "Give that account the role Write in {repository}."
