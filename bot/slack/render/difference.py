"""The exact difference of a change, and the same change as Terraform or CloudFormation text: pushed
over the preview.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.plan import NEW_KEY, Plan
from bot.core.texts import change as words
from bot.core.tickets.difference import difference, pretty
from bot.core.tickets.snippets import snippets
from bot.slack.render.loading_views import DIFFERENCE, DIFFERENCE_TITLE
from bot.slack.render.parts import Json, clip, literal, pieces, plain, section
from bot.slack.render.phrase import Code, bullets, phrase, rich
from bot.slack.render.plan import more_blocks
from bot.slack.render.views import fitting, modal

EXACT, MORE = "difference", "more"
"""What is shown beside the tools of `bot.core.tickets.snippets`."""
_MOST_POINTS = 30

_MOST_LINES = 60
_DIFF = 6_000
_STATEMENT = 12_000
_SENTENCE = 2_900


def text_view(text: str, id: str) -> Json:
    """Why nothing is shown."""
    return modal(DIFFERENCE, DIFFERENCE_TITLE, [section(plain(text))], id)


def difference_view(plan: Plan, form: str, id: str) -> Json:
    """The plan in this form: EXACT, all that there is to know of it for MORE, or the name of a tool
    in small letters.
    """
    title = DIFFERENCE_TITLE
    blocks = list(written(plan))
    if form == EXACT:
        said = [bullets([phrase("{says}", says=one)]) for one in plan.touches]
        blocks += [rich(phrase(words.EVERYTHING)), *said] if said else []
    elif form == MORE:
        title, blocks = words.MORE, list(more_blocks(plan, _MOST_POINTS))
    else:
        title, blocks = _snippet(plan, form)
    return modal(DIFFERENCE, title, fitting(blocks), id)


def _snippet(plan: Plan, form: str) -> tuple[str, list[Json]]:
    found = next((one for one in snippets(plan) if one.tool.lower() == form), None)
    if found is None:
        return form.capitalize(), [section(plain(words.NO_SNIPPET.format(tool=form.capitalize())))]
    return found.tool, list(_code(found.text))


def written(plan: Plan) -> Iterator[Json]:
    """Each write with its difference; where one is cut, the added statement follows whole."""
    cut = False
    for write in plan.writes:
        resource = words.THE_NEW_KEY if NEW_KEY in write.resource else write.resource
        yield rich(phrase(words.CALL, action=write.action, resource=Code(resource)))
        shown, left = _shown(difference(write))
        yield from _code(shown)
        if left:
            cut = True
            yield section(plain(words.MORE_LINES.format(count=left)))
    statements = [part.statement for part in plan.each if part.statement and cut]
    for statement in statements:
        yield rich(phrase(words.THE_STATEMENT))
        yield from _code(clip(pretty(statement), _STATEMENT // len(statements)))


def _shown(text: str) -> tuple[str, int]:
    """As many lines as a view holds, and how many are left. A line is never torn."""
    lines = [clip(line.replace(NEW_KEY, words.THE_NEW_KEY), _SENTENCE) for line in text.split("\n")]
    kept: list[str] = []
    room = _DIFF
    for line in lines[:_MOST_LINES]:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept), len(lines) - len(kept)


def _code(text: str) -> Iterator[Json]:
    return (literal(piece.rstrip("\n")) for piece in pieces(text, _SENTENCE))
