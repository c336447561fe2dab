"""Routes: which channel hears of which budget (docs/alerts.md, "Routes").

    name:cost-*  ->  C0123456789 S0123456789
    tag:team=data ->  C0456789012
    account:prod ->  C0789012345

One rule a line, or several with ";" between them; the first that fits a budget wins. `*` stands for
any text, `?` for one character. The user group after the channel is mentioned where somebody has to
act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

_KINDS = ("name", "tag", "account")
_WHERE = re.compile(r"(?P<channel>[CG][A-Z0-9]{2,})(?:\s+(?P<group>S[A-Z0-9]{2,}))?")
_ACCOUNT_ID = re.compile(r"\d{12}")
_AN_ARROW = "say what fits and where it goes, as in name:cost-* -> C0123456789."
_A_KIND = "begin with name:, tag: or account:."
_A_TAG = "write a tag as key=value, as in tag:team=data."
_A_PATTERN = "say what to look for after the colon."
_A_CHANNEL = "after -> give a channel's id (C... or G...), and a user group's (S...) to mention it."


class RouteError(ValueError):
    """A rule that is none. Its text says which, where it stands and what to write."""


@dataclass(frozen=True, slots=True)
class BudgetTag:
    """A tag of a budget as it was read; `value` is None where the budget has no such tag."""

    key: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a budget is told of: a channel, and a user group that is mentioned, "" for none."""

    channel: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """One rule. `kind` is name, tag or account; `key` the tag's, "" for another kind."""

    kind: str
    key: str
    pattern: str
    to: Destination

    def fits(self, budget: str, tags: Iterable[BudgetTag], account: Iterable[str]) -> bool:
        """Whether it is about this budget; `account` are the names of its account."""
        if self.kind == "name":
            return _is_like(self.pattern, budget)
        if self.kind == "account":
            return any(_is_like(self.pattern, one) for one in account)
        found = (one.value for one in tags if one.key == self.key)
        return any(one is not None and _is_like(self.pattern, one) for one in found)


def routes_of(text: str) -> tuple[Route, ...]:
    """The rules of the setting, in their order. Raises RouteError for the first wrong one."""
    rules = [one.strip() for one in re.split(r"[;\n]", text)]
    return tuple(_route(rule, n) for n, rule in enumerate(filter(None, rules), 1))


def route(
    routes: Iterable[Route], budget: str, tags: Sequence[BudgetTag], account: Sequence[str]
) -> Destination | None:
    """Where the first rule that fits sends the budget; None where none fits."""
    return next((one.to for one in routes if one.fits(budget, tags, account)), None)


def account_route(routes: Iterable[Route], account: Sequence[str]) -> Destination | None:
    """Where what is about an account and none of its budgets goes; None where no rule says."""
    return route([one for one in routes if one.kind == "account"], "", (), account)


def tag_keys(routes: Iterable[Route]) -> tuple[str, ...]:
    """The tags that the rules ask for."""
    return tuple(dict.fromkeys(one.key for one in routes if one.kind == "tag"))


def asks_for_names(routes: Iterable[Route]) -> bool:
    """Whether a rule names an account by another name than its id."""
    named = (one.pattern for one in routes if one.kind == "account")
    return any(not _ACCOUNT_ID.fullmatch(one) for one in named)


def wanted(keys: Iterable[str], tags: Iterable[tuple[str, str]]) -> tuple[BudgetTag, ...]:
    """Of a budget's tags those that the rules ask for, also that it has one of them not."""
    found = dict(tags)
    return tuple(BudgetTag(key, found.get(key)) for key in keys)


def _route(rule: str, place: int) -> Route:
    what, arrow, where = (part.strip() for part in rule.rpartition("->"))
    kind, colon, pattern = (part.strip() for part in what.partition(":"))
    key, equals, value = (part.strip() for part in pattern.partition("="))
    found = _WHERE.fullmatch(where)
    wrong = (
        (not arrow, _AN_ARROW),
        (not colon or kind not in _KINDS, _A_KIND),
        (not pattern, _A_PATTERN),
        (kind == "tag" and not (key and equals), _A_TAG),
        (found is None, _A_CHANNEL),
    )
    for is_so, says in wrong:
        if is_so:
            raise RouteError(f"has a wrong rule {place}, {rule!r}: {says}")
    to = Destination(found["channel"], found["group"] or "") if found else Destination("")
    return Route(kind, key, value, to) if kind == "tag" else Route(kind, "", pattern, to)


def _is_like(pattern: str, text: str) -> bool:
    return _expression(pattern).fullmatch(text) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Runs of `*` are one: two would make a long name slow to refuse."""
    parts = re.split(r"(\*+|\?)", pattern)
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(one[:1]) or re.escape(one) for one in parts), re.DOTALL)
