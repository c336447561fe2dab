"""Makes one write at AWS, once, and says what came of it: a value, never an exception.

Nothing is repeated here, neither by botocore nor by us: a write of which no answer came may have
happened, and only reading tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from botocore import exceptions as boto
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from bot.aws.clients import CONFIG, Aws
from bot.aws.errors import cause_of, code_of, sentence
from bot.aws.write import WriteTarget, kind_of
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.plan import Write

ONCE = CONFIG.merge(Config(read_timeout=20, retries={"mode": "standard", "total_max_attempts": 1}))
"""For the `Aws` that a Writer writes through: each request is sent once."""

_SERVER_FAILED = 500
_NEVER_SENT = (
    boto.ConnectTimeoutError,
    boto.EndpointConnectionError,
    boto.ProxyConnectionError,
)
_NOT_TRUSTED = "CERTIFICATE_VERIFY_FAILED"
_PERMISSION = re.compile(r"perform:? (?P<action>[a-zA-Z0-9-]+:[a-zA-Z]+)")


@dataclass(frozen=True, slots=True)
class Done:
    """It is written. `answer` is the ARN of something new, else ""; `found`: made before."""

    answer: str = ""
    found: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """AWS did not do it. `permission` is the IAM action that is missing, "" for other reasons.

    `code` is AWS's error code, `says` AWS's own sentence.
    """

    code: str
    says: str
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """No usable answer: it may have happened, now or in a moment. Read before anything else."""

    says: str


Result = Done | Refused | Unsure


class AwsWriter:
    """Writes through one account's AWS. `writing` must have been opened with `ONCE`."""

    def __init__(self, reading: Aws, writing: Aws) -> None:
        self._reading = reading
        self._writing = writing

    def of(self, account: str) -> AwsWriter | Barred:
        """This one, or one that writes nothing where it is not of that account."""
        why = self.why_not(account)
        return Barred(account, why) if why else self

    def why_not(self, account: str) -> str:
        """Why nothing can be written to that account; "" where it can."""
        own = self._reading.account()
        if isinstance(own, ReadFailed):
            return f"Which account this is could not be read: {own.detail}"
        return "" if own == account else f"These credentials are of account {own}, not {account}."

    def current(self, write: Write, region: str) -> str | NotFound | ReadFailed:
        """What stands now where `write` writes, in the terms of `Write.before` and `after`.

        `region` is where something new would be made: the topic's.
        """
        return kind_of(write.action).current(self._target(write, region))

    def find(self, write: Write, region: str) -> str | NotFound | ReadFailed:
        """The ARN of what an earlier attempt made; NotFound for what AWS does not make twice."""
        kind = kind_of(write.action)
        target = self._target(write, region)
        return kind.find(target) if kind.find else NotFound(write.resource)

    def perform(self, write: Write, region: str, *, again: bool = True) -> Result:
        """Make the write. With `again`, what AWS would make twice is looked up first.

        Only who knows that nobody has tried before passes False.
        """
        if again:
            found = self.find(write, region)
            if isinstance(found, ReadFailed):
                says = f"whether an earlier attempt made it could not be read: {found.detail}"
                return Refused("", says, found.action if found.cause is Cause.REFUSED else "")
            if isinstance(found, str):
                return Done(found, found=True)
        target = self._target(write, region)
        return once(write.action, lambda: kind_of(write.action).call(target))

    def _target(self, write: Write, region: str) -> WriteTarget:
        return WriteTarget(self._reading, self._writing, write, region)


class Barred:
    """In a Writer's place for an account that nothing may be written to: reads and writes nothing.

    `why` says so as a sentence.
    """

    def __init__(self, account: str, why: str) -> None:
        self._account = account
        self._why = why

    def of(self, account: str) -> AwsWriter | Barred:
        """Nothing is written to any account."""
        return Barred(account, self._why)

    def why_not(self, account: str) -> str:
        """Why nothing is written."""
        return self._why

    def current(self, write: Write, _region: str) -> ReadFailed:
        """Nothing is read."""
        return ReadFailed(write.action, write.resource, Cause.REFUSED, self._why)

    def find(self, write: Write, region: str) -> ReadFailed:
        """Nothing is looked up."""
        return self.current(write, region)

    def perform(self, _write: Write, _region: str, *, again: bool = True) -> Refused:
        """Nothing is written."""
        return Refused("", self._why)


def once(action: str, call: Callable[[], str]) -> Result:
    """Make one request through an `Aws` opened with `ONCE`; `action` is the IAM action it needs."""
    try:
        return Done(call())
    except ClientError as error:
        return _answered(action, error)
    except _NEVER_SENT as error:
        return Refused("", sentence(error))
    except boto.SSLError as error:
        # Of these only a certificate is certain to come before the request.
        words = sentence(error)
        return Refused("", words) if _NOT_TRUSTED in str(error) else Unsure(words)
    except (
        boto.HTTPClientError,
        ResponseParserError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        return Unsure(sentence(error))
    except (BotoCoreError, ValueError, OSError) as error:
        return Refused("", sentence(error))  # no credentials, no endpoint: nothing was sent


def _answered(action: str, error: ClientError) -> Result:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    cause = cause_of(error)
    if status >= _SERVER_FAILED or cause is Cause.TIMED_OUT:
        return Unsure(f"{code_of(error)}: {sentence(error)}")
    missing = ""
    if cause is Cause.REFUSED:
        named = _PERMISSION.search(sentence(error))
        missing = named["action"].replace("SNS:", "sns:") if named else action
    return Refused(code_of(error), sentence(error), missing)
