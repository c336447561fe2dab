"""Plain pages: what an address in a ticket leads to."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem;overflow:auto}"
    "h1{font-size:1.4rem}dt{font-weight:600}dd{margin:0 0 .5rem}"
)


def page(title: str, facts: Iterable[tuple[str, str]], texts: Iterable[tuple[str, str]]) -> str:
    """A page with a title, short facts, and texts as they were written (escaped)."""
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts if v)
    parts = "".join(f"<h2>{escape(k)}</h2><pre>{escape(v)}</pre>" for k, v in texts if v)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html><html lang="en"><head>{head}</head>'
        f"<body><h1>{escape(title)}</h1><dl>{rows}</dl>{parts}</body></html>"
    )
