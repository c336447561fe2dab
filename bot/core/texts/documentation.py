"""Where in the documentation a finding's code stands."""

from __future__ import annotations


def finding_link(documentation: str, code: str) -> str:
    """The row of a code in docs/findings.md: its hop's table, and in it the code, where the browser
    can. `documentation` is the address of docs/.

    A dash separates the parts of a text fragment, so it is written as %2D
    (https://wicg.github.io/scroll-to-text-fragment/).
    """
    hop = code.partition(".")[0]
    page = f"{documentation.rstrip('/')}/findings.md"
    return f"{page}#{hop}:~:text={code.replace('-', '%2D')}"
