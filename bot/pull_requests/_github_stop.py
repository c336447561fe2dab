"""An act at GitHub that cannot go on, told through the functions in between."""

from __future__ import annotations

from bot.core.texts import github as words
from bot.rest import Answer
from bot.rest.github import Failed
from bot.tickets import Trouble
from bot.tickets.github import trouble


class StoppedError(Exception):
    """Caught where the act began: no CodeHost raises. `failed` is what GitHub refused, if that
    was it.
    """

    def __init__(self, trouble: Trouble, failed: Failed | None = None) -> None:
        super().__init__(trouble.says)
        self.trouble = trouble
        self.failed = failed


def stop(says: str, *, again: bool = False) -> StoppedError:
    """With a sentence."""
    return StoppedError(Trouble(says, again))


def refused(failed: Failed) -> StoppedError:
    """With GitHub's refusal."""
    return StoppedError(trouble(failed), failed)


def unsure() -> StoppedError:
    """Where it stays open whether something was done."""
    return stop(words.UNSURE, again=True)


def odd() -> StoppedError:
    """What was read is not as GitHub shows it."""
    return stop(words.ODD, again=True)


def answered(given: Answer | Failed) -> Answer:
    """The answer. Raises StoppedError."""
    if isinstance(given, Failed):
        raise refused(given)
    return given


def there(given: Answer | Failed) -> Answer | None:
    """The answer, None for 404. Raises StoppedError."""
    if isinstance(given, Failed) and given.status == 404:
        return None
    return answered(given)


def part(given: Answer, *names: str) -> object:
    """A part of an answer, None where it has none such."""
    found = given.json
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def text(given: Answer, *names: str) -> str:
    """A part of what was read that is a text. Raises StoppedError where it is none: then it is not
    GitHub's.
    """
    found = part(given, *names)
    if not isinstance(found, str):
        raise odd()
    return found
