"""What to say where AWS shows what stood before a change: it lags, or the change is undone.

KMS and SNS show an old text for seconds, at worst for minutes (docs/facts.md 3.2), and neither says
how old its answer is.
"""

from __future__ import annotations


def still_before(what: str) -> str:
    """Why nothing is undone where the change does not show, as in "the key policy"."""
    return (
        f"AWS still shows {what} from before the change, so nothing is undone. Try again in a "
        "minute; if it stays so, somebody has undone it already."
    )
