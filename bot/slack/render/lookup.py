"""The message of a search of every account: how far it is, what it found and who gave no answer."""

from __future__ import annotations

from bot.core.lookup import LookedUp, Lookup
from bot.core.names import shown
from bot.core.texts import accounts as accounts_texts
from bot.core.texts import budget_list
from bot.core.texts import lookup as texts
from bot.core.texts.words import thousands
from bot.slack.render.message import Message, fit, message
from bot.slack.render.names import check_button
from bot.slack.render.parts import Json, button, plain, section
from bot.slack.render.phrase import Phrase, phrase, rich, spoken
from bot.slack.values import pack

MOST_SHOWN = 20
"""Budgets that the message shows, the others counted."""


def lookup_message(id: str, lookup: Lookup) -> Message:
    """The one message of a lookup, as it stands."""
    says = _says(lookup)
    by = [rich(phrase(texts.ASKED_BY, who=lookup.asker))] if lookup.asker else []
    found = _shown(lookup)
    rows = [_row(one) for one in found[:MOST_SHOWN]]
    more = (lookup.exact or lookup.alike) - len(rows)
    beyond = [section(plain(texts.MORE_FOUND.format(thousands(more))))] if more > 0 else []
    tail = [*beyond, *_silent(lookup), *by]
    blocks = fit([rich(says)], [[row] for row in rows], tail, texts.MORE_FOUND)
    return message(id, spoken(says), blocks)


def everywhere_button(name: str) -> Json:
    """The button that begins one."""
    return button(texts.LOOK, "lookup.begin", pack(name=name))


def _says(lookup: Lookup) -> Phrase:
    count, looked = lookup.exact or lookup.alike, lookup.looked
    fields = {
        "name": lookup.name,
        "looked": thousands(looked),
        "total": thousands(lookup.total),
        "count": thousands(count),
        "silent": thousands(lookup.silent),
        "why": lookup.stopped,
    }
    return phrase(_template(lookup, count), **fields)


def _template(lookup: Lookup, count: int) -> str:
    if lookup.stopped:
        return texts.STOPPED
    if not lookup.over:
        return texts.LOOKING_FOUND if count else texts.LOOKING
    if not count:
        return texts.NONE_ANSWERED if lookup.silent else texts.NONE
    if not lookup.exact:
        return texts.ALIKE
    return texts.FOUND_ONE if count == 1 else texts.FOUND


def _shown(lookup: Lookup) -> list[LookedUp]:
    """Those of exactly the name; without one those that read alike."""
    if not lookup.exact:
        return list(lookup.found)
    return [one for one in lookup.found if one.budget == lookup.name]


def _row(one: LookedUp) -> Json:
    line = budget_list.IN.format(name=shown(one.budget), account=one.called)
    return section(plain(line), check_button(one.account, one.budget))


def _silent(lookup: Lookup) -> list[Json]:
    if not lookup.silent:
        return []
    more = lookup.silent - len(lookup.why)
    rest = [accounts_texts.MORE.format(count=thousands(more))] if more > 0 else []
    title = texts.SILENT.format(count=thousands(lookup.silent))
    return [section(plain("\n".join([title, *lookup.why, *rest])))]
