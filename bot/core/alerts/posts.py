"""Another app's post that announces a budget alert: whose budget is it?

Amazon Q Developer's layout is published nowhere (FACTS 5.4), so none is assumed. What AWS's own
wording declares to be the name counts before everything else; where nothing is declared, a known
name must stand in the text together with the words of an alert. When in doubt it is no alert: a
follow-up in the wrong thread is worse than a post of our own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.core.alerts.block import is_label
from bot.core.alerts.names import Hit, hits
from bot.core.alerts.plain import plain
from bot.core.alerts.signs import LONGEST, may_be_alert_post, mentions_failure
from bot.core.names import flat

NEAR = 80
"""Characters between a name of plain words and the words of an alert."""

_MOST = 50

_WORD = re.compile(r"[A-Za-z]{1,30}")
_BUDGET = frozenset({"budget", "budgets", "budgeted"})
_SIGNS = frozenset(
    {
        *("threshold", "thresholds", "exceed", "exceeds", "exceeded", "exceeding"),
        *("alert", "alerts", "alerted", "forecast", "forecasted", "forecasts"),
        *("notification", "notifications"),
    }
)
# Words that every alert holds, "Budget Type: Cost" and "ACTUAL Amount" among them. A budget of such
# a name counts only where it is declared.
_ALERTS_OWN = _BUDGET | _SIGNS | {
    *("aws", "amazon", "cost", "usage", "actual", "amount", "account", "name", "type", "month"),
    *("monthly", "daily", "day", "dashboard", "console", "customer", "details", "greater", "total"),
}  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z ]{1,100}")

_DECLARED = (
    re.compile(
        r"\bBudget Name[*_]{0,2}[ \t]?[:|]?[*_]{0,2}[ \t]{0,5}\n?[ \t]{0,5}([^\n]{1,200})",
        re.IGNORECASE,
    ),
    re.compile(r"\bAWS Budgets:[ \t]{0,5}([^\n]{1,150}?)[ \t]has exceeded\b"),
    re.compile(r"\bassociated with your\s{1,5}([^:]{1,150}?)\s{1,5}budget\s{1,5}(?:is|exceeds)\s"),
)
_MARKS = '*_~`"“”<>'
_AFTER_A_NAME = re.compile(r"[*_~`\"“”>]{0,4}(?:$| ?[|•·]| (?:Budget Type|Alert Type)\b)")


def budgets_announced(texts: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """Of the known `names` those whose alert the post announces, usually one; else ().

    `texts` are the post's as `texts_of` gives them. Several are given only where the post declares
    several; otherwise the longest that it names.
    """
    said = plain("\n".join(texts)[:LONGEST])
    if not may_be_alert_post((said,)) or mentions_failure(said) or "SNS Topic Verified" in said:
        return ()
    declared = _declared(said)
    if declared:
        found = [name for value in declared if (name := _known(value, names))]
        return tuple(dict.fromkeys(found)) if _speaks_of_an_alert(said, ()) else ()
    return _named(flat(said), names)


def _declared(said: str) -> list[str]:
    """What AWS's wording calls the budget's name, in reading order."""
    found = [(m.start(), m[1].strip()) for p in _DECLARED for m in p.finditer(said)]
    return [value for _, value in sorted(found) if _is_value(value)][:_MOST]


def _is_value(value: str) -> bool:
    """False for the next label of a table's head, and for a name that was cut off."""
    first = re.split(r"[|\t]", value, maxsplit=1)[0]
    return bool(first.strip()) and not is_label(first) and not value.endswith(("…", "..."))


def _known(value: str, names: Collection[str]) -> str:
    """The known name that a declared value is, or begins with before something else; else ""."""
    for told in dict.fromkeys((flat(value), flat(value).lstrip(_MARKS))):
        fitting = [name for name in names if _begins(told, flat(name))]
        if fitting:
            return max(fitting, key=lambda name: (name == value, len(name), name))
    return ""


def _begins(told: str, name: str) -> bool:
    return bool(name) and told.startswith(name) and bool(_AFTER_A_NAME.match(told, len(name)))


def _named(text: str, names: Collection[str]) -> tuple[str, ...]:
    found = hits(text, [name for name in names if not _is_alerts_own(name)])
    if not _speaks_of_an_alert(text, found):
        return ()
    words = [m.span() for m in _WORD.finditer(text) if m[0].lower() in _BUDGET | _SIGNS]
    fitting = [hit.name for hit in found if _fits(hit, words)]
    return (max(fitting, key=len),) if fitting else ()


def _is_alerts_own(name: str) -> bool:
    return all(word in _ALERTS_OWN for word in name.lower().split())


def _speaks_of_an_alert(text: str, found: Iterable[Hit]) -> bool:
    """The words of an alert, apart from those within the budgets' own names.

    A post that says "budget" only within a name needs two of the others.
    """
    rest = list(text)
    for hit in found:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    said = {word.lower() for word in _WORD.findall("".join(rest))}
    signs = len({word[:5] for word in said & _SIGNS})
    return signs >= (1 if said & _BUDGET else 2)


def _fits(hit: Hit, words: list[tuple[int, int]]) -> bool:
    """May the name count where it stands? One of plain words needs an alert's words close by."""
    if not _PLAIN.fullmatch(hit.name):
        return True
    others = ((a, b) for a, b in words if b <= hit.start or a >= hit.end)
    return any(hit.start - b <= NEAR and a - hit.end <= NEAR for a, b in others)
