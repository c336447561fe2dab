"""Policy documents edited: one statement in, one statement out, every other byte as it was.

Merge, never replace (docs/architecture.md, "Rules of a fix"). Whoever edits gets an EditError, a
sentence for a person, wherever the result could not be vouched for; then nothing may be written.
"""

from bot.core.editing.limits import preflight_key, preflight_topic
from bot.core.editing.meaning import same_policy, same_statement, same_value
from bot.core.editing.refusal import EditError
from bot.core.editing.sids import with_our_sid
from bot.core.editing.splice import (
    add_statement,
    put_statement_back,
    statement_with_sid,
    without_statement,
)

__all__ = [
    "EditError",
    "add_statement",
    "preflight_key",
    "preflight_topic",
    "put_statement_back",
    "same_policy",
    "same_statement",
    "same_value",
    "statement_with_sid",
    "with_our_sid",
    "without_statement",
]
