"""What AWS refuses or does not answer, as a sentence for the page."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from playground.aws.control import ControlError
from playground.page.asked import RefusedError


def words_of(error: ClientError) -> str:
    """AWS's code and sentence: `AccessDeniedException: User ... is not authorized ...`."""
    said = error.response.get("Error", {})
    return f"{said.get('Code', '')}: {said.get('Message', '')}".strip(": ")


@contextmanager
def told() -> Iterator[None]:
    """Turns what AWS says against a request into RefusedError: 400, or 503 without an answer."""
    try:
        yield
    except ClientError as error:
        raise RefusedError(words_of(error)) from error
    except ControlError as error:
        raise RefusedError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    except ParamValidationError as error:
        # botocore's own check, before anything is sent: what was asked for is wrong, not AWS.
        raise RefusedError(" ".join(str(error).split())) from error
    except (BotoCoreError, OSError, http.client.HTTPException) as error:
        raise RefusedError(f"The embedded AWS does not answer: {error}", 503) from error
