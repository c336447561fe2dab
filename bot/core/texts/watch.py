"""What is said of paths that broke, and of those that are mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.findings import Status
from bot.core.reference import reference_of

DOWN = {
    Status.BROKEN: "❌ {name} does not alert",
    Status.UNKNOWN: "❓ Cannot tell whether {name} alerts",
}
DOWN_MANY = {
    Status.BROKEN: "❌ {count} do not alert",
    Status.UNKNOWN: "❓ Cannot tell whether {count} alert",
}
UP = "✅ {name} alerts again"
UP_MANY = "✅ Mended: {count}"

WHY = "*Why:* {cause}, since {at}."
ONE_CAUSE = "*One cause:* {cause}, since {at}."
MOST_HAVE = "*{part} of the {all}:* {cause}, since {at}."
NO_REASON = "*Since* {at}."
PARTLY = "{count} of {all} alert again."

TOPIC = "*Topic*\n{topic}"
KEY = "*Key*\n{key}"
OURS = "budget-check itself"
CHANGED_BY = "*Changed by*\n{who}: {action}, {at}"
ONE_ACT = "\n{who%d}: {action%d}, {at%d}"
ONE_OF_THESE = "*Changed by*\nOne of these changes:"
NOBODY_SEEN = "*Changed by*\nCloudTrail told of no change that can have done it"
AT_STAKE = "*At stake*\n{money}"
SPENT = "*Spent*\n{spent}"
TOP = "Most spent: {top}"
ACCOUNT = "account {account}"

SINCE = (
    "Alerts have arrived again since {ended}. Before that they did not, for {took}, from {began}."
)
BROKE_BY = "Changed by {who}: {action}, {at}."
BROKE_BY_ONE = "One of these changes broke it:"
MENDED_BY = "Mended by {who}: {action}, {at}."
MENDED_BY_US = "Mended by {who} with budget-check, {at}."
LOST_ONE = "⚠️ It crossed a threshold while it did not alert. AWS does not send that alert again."
LOST = (
    "⚠️ {count} of the {all} crossed a threshold while they did not alert. AWS does not send those "
    "alerts again: {names}"
)
DOUBTFUL_ONE = "⚠️ It crossed a threshold about then. It is not clear whether that alert arrived."
DOUBTFUL = (
    "⚠️ {count} of the {all} crossed a threshold about then. It is not clear whether those alerts "
    "arrived: {names}"
)
NONE_DUE = "No alert was due meanwhile."

PUSH_ONE = "{title}: {cause}"
PUSH_MANY = "{title}: {resource}: {cause}{who}"
PUSH_WHO = " ({who}, {at})"

MEND = "Mend"
MEND_ALL = "Mend all {count} (1 change)"
MEND_SOME = "Mend {count} of {all} (1 change)"
TICKET = "Open one ticket"
SHOW = "Show the budgets"
COLUMNS = ("Budget", "Verdict", "Spent", "Of")
ROW = "{name}\n{mark} {words}{spent}"
ROW_SPENT = ", {spent}"
PAGE = "{first} to {last} of {all}"
NOT_KNOWN = "This post is too old: budget-check does not know its budgets any more."

ACKNOWLEDGED = "{who} acknowledged its last alert."
ONE_OF = "{title}, like {others} with the same cause."
BACK_BY = "{says}. Mended by {who}: {action}."
BACK_BY_US = "{says}. Mended with budget-check."
BACK = "{says}."
BACK_SAYS = "✅ {count} again: {names}"
LATE = "❌ {count}: {names}"
LATE_UNKNOWN = "❓ Cannot tell whether these alert: {names}"
UNREADABLE = (
    "❓ {why} Until budget-check can read them, it notices a break in this account only where "
    "CloudTrail tells of a change. It says so once, and once more when they can be read again."
)
READABLE = "✅ The budgets of account {account} can be read again."


def counted(names: Iterable[str]) -> str:
    """How many of each kind: "2 budgets, 1 alarm, 1 rule"; each by its name or reference."""
    nouns = Counter(_noun(name) for name in names)
    budgets = nouns.pop(_BUDGET, 0)
    each = ((_BUDGET, budgets), *sorted(nouns.items())) if budgets else sorted(nouns.items())
    return ", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in each)


def _noun(name: str) -> str:
    found = reference_of(name)
    return found.sender.subject if found and found.sender else _BUDGET


_BUDGET = "budget"


def one_of(intro: str, count: int, most: int) -> str:
    """The template of so many acts, `most` of them shown; each field has its number behind it."""
    lines = [ONE_ACT.replace("%d", str(n)) for n in range(min(count, most))]
    more = f"\nand {count - most} more" if count > most else ""
    return "".join([intro, *lines, more])


def others(names: Sequence[str]) -> str:
    """Those beside the one that is named."""
    if any(reference_of(name) for name in names):
        return counted(names)
    return "another budget" if len(names) == 1 else f"{len(names)} other budgets"


def do_not_alert(names: Sequence[str]) -> str:
    """How many do not alert, as a sentence."""
    verb = "does" if len(names) == 1 else "do"
    if any(reference_of(name) for name in names):
        return f"{counted(names)} more {verb} not alert"
    return f"{len(names)} more budget{'s' if len(names) > 1 else ''} {verb} not alert"


def alert(names: Sequence[str]) -> str:
    """How many alert, as a sentence."""
    return f"{counted(names)} alert{'s' if len(names) == 1 else ''}"
