"""The built front end: three files in dist/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DIST = Path(__file__).parent / "dist"
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}
NOT_BUILT = (
    "The page is not built: run `npm run page` in the folder of budget-check, or start it with "
    "`make demo`.\n"
)
_SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Nothing from anywhere else: the page works offline. Slack's blocks bring styles of their own.
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer in one piece."""

    status: int
    body: bytes
    kind: str

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers."""
        return {"Content-Type": self.kind, "Content-Length": str(len(self.body)), **_SAFE}


def file(dist: Path, path: str) -> Reply:
    """The file behind an address of FILES; 503 and what to do where it is not built."""
    name, kind = FILES[path]
    try:
        return Reply(200, (dist / name).read_bytes(), kind)
    except FileNotFoundError:
        return Reply(503, NOT_BUILT.encode(), "text/plain; charset=utf-8")
