"""Policy documents edited: one statement in, one statement out, every other byte as it was.

Merge, never replace (docs/architecture.md, "Rules of a fix"). Whoever edits gets an EditError, a
sentence for a person, wherever the result could not be vouched for; then nothing may be written.
"""

from bot.core.policy.edit.limits import preflight_key, preflight_topic
from bot.core.policy.edit.meaning import same_policy, same_statement, same_value, statements_of
from bot.core.policy.edit.refusal import EditError
from bot.core.policy.edit.sids import with_our_sid
from bot.core.policy.edit.splice import (
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
    "statements_of",
    "with_our_sid",
    "without_statement",
]
