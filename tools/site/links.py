"""What a built page asks for: all of it must be there, and nothing may come from elsewhere.

mkdocs looks at the links of Markdown alone, and at none of the HTML within it, as of the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED = {("img", "src"), ("source", "srcset"), ("script", "src"), ("link", "href")}


class _Asked(HTMLParser):
    """The addresses of a page, and whether a browser loads them by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses of one tag."""
        for name, value in attrs:
            loaded = (tag, name) in _LOADED
            if value and (loaded or (tag, name) == ("a", "href")):
                self.found.append((value, loaded))


def problems(site: Path) -> Iterator[str]:
    """A sentence for each address that is not there, or would be loaded from elsewhere."""
    for page in sorted(site.rglob("*.html")):
        asked = _Asked()
        asked.feed(page.read_text("utf-8"))
        for address, loaded in asked.found:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if loaded:
                    yield f"{page.relative_to(site)} loads {address} from elsewhere."
            elif parts.path and not _is_there(site, page, unquote(parts.path)):
                yield f"{page.relative_to(site)} leads to {address}, which is not there."


def _is_there(site: Path, page: Path, path: str) -> bool:
    # The page of what is not found cannot know where it is shown.
    target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    return (target / "index.html").exists() if path.endswith("/") else target.exists()
