"""What the writer knows of one write action of AWS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.core.arns import parse_arn
from bot.core.model.read import NotFound, ReadFailed
from bot.core.plan import Write


@dataclass(frozen=True, slots=True)
class WriteTarget:
    """One write and where it goes. `reading` may repeat a call, `writing` must not.

    `region` is where a new thing is made; what exists already says its Region in its ARN.
    """

    reading: Aws
    writing: Aws
    write: Write
    home: str

    @property
    def region(self) -> str:
        """The Region of the write."""
        arn = parse_arn(self.write.resource)
        return arn.region if arn and arn.region else self.home


@dataclass(frozen=True, slots=True)
class WriteKind:
    """One write action.

    `actions` are the IAM actions that the write needs, `reads` what reading it back makes.
    `current` is the text that stands there now, in the terms of `Write.before`. `call` makes the
    one request and returns what AWS answered (the ARN of something new, else ""); it raises what
    botocore raises. `find` looks for what an earlier attempt made, where AWS would make it twice.
    """

    action: str
    actions: tuple[str, ...]
    reads: tuple[Read, ...]
    current: Callable[[WriteTarget], str | NotFound | ReadFailed]
    call: Callable[[WriteTarget], str]
    find: Callable[[WriteTarget], str | NotFound | ReadFailed] | None = None
