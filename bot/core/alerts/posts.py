"""Another app's post that announces a budget alert: whose budget is it?

Amazon Q Developer's layout is published nowhere (docs/facts.md 5.4), so none is assumed. What AWS's
own wording declares to be the name counts before everything else; where nothing is declared, a
known name must stand in the text together with the words of an alert. When in doubt it is no alert:
a follow-up in the wrong thread is worse than a post of our own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.core.alerts.block import is_label
from bot.core.alerts.mails import without_mails
from bot.core.alerts.names import NameHit, hits, written_in
from bot.core.alerts.plain import plain
from bot.core.alerts.signs import LONGEST, may_be_alert_post, mentions_failure
from bot.core.names import SPACES, UNSEEN, flat

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

_ON_A_LINE = rf"[ \t{SPACES}{UNSEEN}]"
_BLANK = rf"[\s{SPACES}{UNSEEN}]{{1,5}}"
_DECLARED = (
    re.compile(
        rf"\bBudget{_ON_A_LINE}{{1,3}}Name[*_]{{0,2}}{_ON_A_LINE}{{0,3}}[:|]?[*_]{{0,2}}"
        rf"{_ON_A_LINE}{{0,5}}\n?[ \t]{{0,5}}([^\n]{{1,200}})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bAWS{_BLANK}Budgets:{_ON_A_LINE}{{0,5}}([^\n]{{1,150}}?){_ON_A_LINE}{{1,3}}"
        rf"has{_BLANK}exceeded\b"
    ),
    re.compile(
        rf"\bassociated{_BLANK}with{_BLANK}your{_BLANK}([^:]{{1,150}}?){_BLANK}budget{_BLANK}"
        rf"(?:is|exceeds)[\s{SPACES}{UNSEEN}]"
    ),
)
_MARKS = '*_~`"“”<>'
_AFTER_A_NAME = re.compile(r"[*_~`\"“”>]{0,4}(?:$| ?[|•·]| (?:Budget Type|Alert Type)\b)")


def budgets_announced(texts: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """Of the known `names` those whose alert the post announces, usually one; else ().

    `texts` are the post's as `texts_of` gives them. Several are given only where the post declares
    several; otherwise the longest that it names. Beside a failure mail only what is declared
    counts, for that mail speaks of budgets and notifications as well.
    """
    said = plain("\n".join(texts)[:LONGEST])
    if not may_be_alert_post((said,)) or "SNS Topic Verified" in said:
        return ()
    declared = declared_in(said)
    if declared:
        found = [name for value in declared if (name := _known(value, names))]
        return tuple(dict.fromkeys(found))
    return () if mentions_failure(said) else _named(said, names)


def declared_in(said: str) -> list[str]:
    """What a plain text calls, in AWS's wording of an alert, the budget's name; in reading order.

    What a failure mail says of its own budget is not that.
    """
    rest = without_mails(said)
    return _declared(rest) if _speaks_of_an_alert(rest, ()) else []


def _declared(said: str) -> list[str]:
    """What AWS's wording calls the budget's name, in reading order."""
    found = [(m.start(), m[1].strip(" \t")) for p in _DECLARED for m in p.finditer(said)]
    return [value for _, value in sorted(found) if _is_value(value)][:_MOST]


def _is_value(value: str) -> bool:
    """False for the next label of a table's head, and for a name that was cut off."""
    first = re.split(r"[|\t]", value, maxsplit=1)[0]
    return bool(first.strip()) and not is_label(first) and not value.endswith(("…", "..."))


def _known(value: str, names: Collection[str]) -> str:
    """The known name that a declared value is, or begins with before something else; else "".

    Of several that read alike the one that is written so; without one, none.
    """
    for told in dict.fromkeys((flat(value), flat(value).lstrip(_MARKS))):
        fitting = [name for name in names if _begins(told, flat(name))]
        if fitting:
            longest = max(len(flat(name)) for name in fitting)
            return _written(value, [name for name in fitting if len(flat(name)) == longest])
    return ""


def _written(value: str, alike: list[str]) -> str:
    return value if value in alike else alike[0] if len(alike) == 1 else ""


def _begins(told: str, name: str) -> bool:
    return bool(name) and told.startswith(name) and bool(_AFTER_A_NAME.match(told, len(name)))


def _named(said: str, names: Collection[str]) -> tuple[str, ...]:
    text = flat(said)
    found = hits(text, [name for name in names if not _is_alerts_own(name)])
    if not _speaks_of_an_alert(text, found):
        return ()
    words = [m.span() for m in _WORD.finditer(text) if m[0].lower() in _BUDGET | _SIGNS]
    fitting = [hit.name for hit in found if _fits(hit, words)]
    longest = max(fitting, key=lambda name: len(flat(name)), default="")
    alike = written_in(said, [name for name in fitting if flat(name) == flat(longest)])
    return alike if len(alike) == 1 else ()


def _is_alerts_own(name: str) -> bool:
    return all(word in _ALERTS_OWN for word in name.lower().split())


def _speaks_of_an_alert(text: str, found: Iterable[NameHit]) -> bool:
    """The words of an alert, apart from those within the budgets' own names.

    A post that says "budget" only within a name needs two of the others.
    """
    rest = list(text)
    for hit in found:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    said = {word.lower() for word in _WORD.findall("".join(rest))}
    signs = len({word[:5] for word in said & _SIGNS})
    return signs >= (1 if said & _BUDGET else 2)


def _fits(hit: NameHit, words: list[tuple[int, int]]) -> bool:
    """May the name count where it stands? One of plain words needs an alert's words close by."""
    if not _PLAIN.fullmatch(hit.name):
        return True
    others = ((a, b) for a, b in words if b <= hit.start or a >= hit.end)
    return any(hit.start - b <= NEAR and a - hit.end <= NEAR for a, b in others)
