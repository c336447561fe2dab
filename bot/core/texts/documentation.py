"""Where the documentation stands, for links."""

from __future__ import annotations

FINDINGS = "https://github.com/OWNER/budget-check/blob/main/docs/findings.md"
"""One table for each hop, one row for each code."""


def finding_link(code: str) -> str:
    """The row of a finding's code: its hop's table, and in it the code, where the browser can.

    A dash separates the parts of a text fragment, so it is written as %2D
    (https://wicg.github.io/scroll-to-text-fragment/).
    """
    hop = code.partition(".")[0]
    return f"{FINDINGS}#{hop}:~:text={code.replace('-', '%2D')}"
