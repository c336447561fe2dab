"""The part of JQL that is asked here.

    project = OPS AND (labels = "budget-check-0a1b" OR description ~ "\\"budget-check-0a1b\\"")
    AND statusCategory != Done ORDER BY created DESC

Fields: project, labels, status, statusCategory, issuetype, key; summary, description and text with
`~` alone, which finds whole words in their order. Signs: =, !=, in, not in, ~, !~. Anything else is
refused with Jira's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playground.tickets.jira import seed
from playground.tickets.jira.errors import refused
from playground.tickets.jira.model import CATEGORIES, Issue, Status
from playground.tickets.wire import RefusedError

Indexed = Mapping[str, object]
Condition = Callable[[Indexed], bool]
_TOKEN = re.compile(
    r'\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|\'(?P<single>(?:[^\'\\]|\\.)*)\''
    r"|(?P<sign>!=|!~|[=~(),])|(?P<word>[^\s()=~!,\"']+))"
)
_EXACT = {
    name.lower(): name
    for name in ("project", "labels", "status", "statusCategory", "issuetype", "key")
}
_TEXTS = frozenset({"summary", "description", "text"})
_ORDERS = {"created": "id", "key": "id", "updated": "updated"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or what stood in quotes."""

    text: str
    quoted: bool = False

    def is_(self, *words: str) -> bool:
        """Whether it is one of these words, in any case, and not quoted."""
        return not self.quoted and self.text.lower() in words


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for, and in which order it comes."""

    holds: Condition
    order: str = "id"
    newest_first: bool = True

    def sorted(self, issues: list[Issue]) -> list[Issue]:
        """In its order."""
        return sorted(issues, key=lambda one: getattr(one, self.order), reverse=self.newest_first)


def parsed(jql: str) -> Query:
    """Raises RefusedError: not JQL, a value that there is not, no bound at all."""
    parser = _Parser(_tokens(jql))
    if parser.at_end or parser.next.is_("order"):
        raise refused(
            400,
            "Unbounded JQL queries are not allowed here. "
            "Please add a search restriction to your query.",
        )
    holds = parser.either()
    order, newest_first = parser.order()
    if not parser.at_end:
        raise parser.wrong()
    return Query(holds, order, newest_first)


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at = tokens, 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._tokens)

    @property
    def next(self) -> Token:
        return Token("") if self.at_end else self._tokens[self._at]

    def wrong(self) -> RefusedError:
        near = self.next.text or "the end of the query"
        return refused(400, f"Error in the JQL Query: Expecting something else but got '{near}'.")

    def either(self) -> Condition:
        parts = [self._both()]
        while self._took("or"):
            parts.append(self._both())
        return lambda indexed: any(part(indexed) for part in parts)

    def order(self) -> tuple[str, bool]:
        if not self._took("order"):
            return "id", True
        self._must("by")
        name = self._word()
        if name.lower() not in _ORDERS:
            raise _no_field(name)
        descending = self._took("desc")
        if not descending:
            self._took("asc")
        return _ORDERS[name.lower()], descending

    def _both(self) -> Condition:
        parts = [self._one()]
        while self._took("and"):
            parts.append(self._one())
        return lambda indexed: all(part(indexed) for part in parts)

    def _one(self) -> Condition:
        if self._took("("):
            inner = self.either()
            self._must(")")
            return inner
        field = self._word()
        negated = self._took("not")
        if negated or self.next.is_("in"):
            self._must("in")
            return _exact(field, self._values(), negated=negated)
        sign = self._word(signs=True)
        if sign in {"=", "!="}:
            return _exact(field, [self._word()], negated=sign == "!=")
        return _contains(field, self._word(), negated=sign == "!~")

    def _values(self) -> list[str]:
        self._must("(")
        values = [self._word()]
        while self._took(","):
            values.append(self._word())
        self._must(")")
        return values

    def _word(self, *, signs: bool = False) -> str:
        token = self.next
        is_sign = token.is_("=", "!=", "~", "!~")
        if self.at_end or is_sign is not signs or token.is_("(", ")", ","):
            raise self.wrong()
        self._at += 1
        return token.text

    def _took(self, *words: str) -> bool:
        took = not self.at_end and self.next.is_(*words)
        self._at += took
        return took

    def _must(self, word: str) -> None:
        if not self._took(word):
            raise self.wrong()


def _tokens(jql: str) -> list[Token]:
    tokens, at = [], 0
    text = jql.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise refused(400, "Error in the JQL Query: The quoted string has not been completed.")
        quoted = found["double"] if found["double"] is not None else found["single"]
        bare = found["sign"] or found["word"] or ""
        words = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        tokens.append(Token(words, quoted is not None))
        at = found.end()
    return tokens


def _exact(field: str, values: list[str], *, negated: bool) -> Condition:
    name = _EXACT.get(field.lower())
    if name is None:
        if field.lower() in _TEXTS:
            raise refused(400, f"The operator '=' is not supported by the '{field}' field.")
        raise _no_field(field)
    wanted = frozenset(value.lower() for value in values)
    for value in values:
        if name in _KNOWN and value.lower() not in _KNOWN[name]:
            raise refused(400, f"The value '{value}' does not exist for the field '{name}'.")

    def holds(indexed: Indexed) -> bool:
        held = {one.lower() for one in _held(name, indexed)}
        return (not held.isdisjoint(wanted)) is not negated

    return holds


def _contains(field: str, value: str, *, negated: bool) -> Condition:
    if field.lower() not in _TEXTS:
        if field.lower() in _EXACT:
            raise refused(400, f"The operator '~' is not supported by the '{field}' field.")
        raise _no_field(field)
    words = _words(value)

    def holds(indexed: Indexed) -> bool:
        held = _words(str(indexed[field.lower()]))
        runs = (held[n : n + len(words)] for n in range(len(held) - len(words) + 1))
        return (words in runs) is not negated

    return holds


def _no_field(name: str) -> RefusedError:
    says = f"Field '{name}' does not exist or you do not have permission to view it."
    return refused(400, says)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _held(field: str, indexed: Indexed) -> tuple[str, ...]:
    status = indexed["status"]
    assert isinstance(status, Status)  # noqa: S101 (the index holds nothing else)
    if field == "status":
        return (status.shown,)
    if field == "statusCategory":
        return (status.category, CATEGORIES[status.category])
    value = indexed[field]
    return value if isinstance(value, tuple) else (str(value),)


def _lower(*values: str) -> frozenset[str]:
    return frozenset(value.lower() for value in values)


_KNOWN = {
    "project": _lower(
        *(name for p in seed.PROJECTS if p.visible for name in (p.key, p.id, p.name))
    ),
    "status": _lower(*(status.shown for status in Status)),
    "statusCategory": _lower(*CATEGORIES, *CATEGORIES.values()),
}
