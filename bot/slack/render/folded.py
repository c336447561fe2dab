"""Evidence that is folded away until somebody opens it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.render.parts import HEADER, Json, plain, section
from bot.slack.render.rich import Rich

MOST_CHILDREN = 10


def folded(title: str, inside: Sequence[Json]) -> Rich:
    """Blocks under a title that opens them; where Slack cannot fold, they stand under it.

    At most `MOST_CHILDREN`, and no button: a workspace without containers would draw it elsewhere.
    Raises ValueError for more.
    """
    if not 0 < len(inside) <= MOST_CHILDREN:
        raise ValueError(f"a container takes 1 to {MOST_CHILDREN} blocks, not {len(inside)}")
    block: Json = {
        "type": "container",
        "title": plain(title, HEADER),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": list(inside),
    }
    return Rich(block, [section(plain(title)), *inside])
