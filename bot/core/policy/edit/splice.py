"""One statement in, or out, of a policy's text."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.policy.edit.refusal import EditError
from bot.core.policy.edit.spans import Layout, Span, layout
from bot.core.policy.edit.style import style_of


def add_statement(text: str, statement: Mapping[str, object]) -> str:
    """The policy with this statement too, in place of the one with its Sid if there is one.

    Every other byte stays, except that a single Statement object becomes a list. Which Sid is
    free, or ours to correct, says `with_our_sid`. EditError where the text is no policy, or where
    several statements share the Sid.
    """
    found = layout(text)
    written = style_of(found).written(statement)
    same = found.places(str(statement["Sid"]))
    if len(same) > 1:
        raise EditError(_SEVERAL.format(sid=statement["Sid"]))
    if same:
        return _replaced(found, found.statements[same[0]], written)
    if not found.listed:
        comma = ", " if style_of(found).spaced else ","
        return _replaced(found, found.whole, f"[{found.of(found.whole)}{comma}{written}]")
    if not found.statements:
        return _replaced(found, found.whole, f"[{written}]")
    last = found.statements[-1]
    return _replaced(found, Span(last.end, last.end, None), _comma(found) + written)


def without_statement(text: str, sid: str) -> str:
    """The policy without the statement of this Sid; every other byte stays.

    EditError where there is none, or several, or where nothing would be left: a policy without
    statements is refused by AWS.
    """
    found = layout(text)
    place = _only(found, sid)
    if len(found.statements) == 1:
        raise EditError(
            f'The statement "{sid}" is the only one of the policy, and a policy cannot be empty.'
        )
    if place:
        cut = Span(found.statements[place - 1].end, found.statements[place].end, None)
    else:
        cut = Span(found.statements[0].start, found.statements[1].start, None)
    return _replaced(found, cut, "")


def put_statement_back(text: str, sid: str, earlier: str) -> str:
    """The policy with the statement of this Sid as it stood in the `earlier` text, byte for byte.

    EditError where either has none, or several.
    """
    now, then = layout(text), layout(earlier)
    old = then.statements[_only(then, sid)]
    return _replaced(now, now.statements[_only(now, sid)], then.of(old))


def statement_with_sid(text: str, sid: str) -> Mapping[str, object] | None:
    """The statement of this Sid, None without one; EditError for several."""
    found = layout(text)
    if not found.places(sid):
        return None
    value = found.statements[_only(found, sid)].value
    return value if isinstance(value, dict) else None


_SEVERAL = (
    'Several statements of the policy have the Sid "{sid}". Give them Sids of their own first.'
)


def _only(found: Layout, sid: str) -> int:
    places = found.places(sid)
    if not places:
        raise EditError(f'The policy has no statement "{sid}" any more.')
    if len(places) > 1:
        raise EditError(_SEVERAL.format(sid=sid))
    return places[0]


def _comma(found: Layout) -> str:
    """What stands between two statements of this text."""
    first, *rest = found.statements
    if rest:
        return found.text[found.statements[-2].end : rest[-1].start]
    lead = found.text[found.whole.start + 1 : first.start]
    return f",{lead}" if "\n" in lead else ", " if style_of(found).spaced else ","


def _replaced(found: Layout, span: Span, text: str) -> str:
    return found.text[: span.start] + text + found.text[span.end :]
