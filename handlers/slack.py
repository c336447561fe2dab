"""Lambda `slack`: what Slack sends over HTTPS. It reads and writes nothing of a customer's.

The secrets are on their way while Bolt is imported, which takes longer (docs/facts.md 8.3).
"""

from __future__ import annotations

import os

from bot.aws.http.call import Caller
from bot.aws.http.secrets import Secrets
from bot.settings import Settings
from handlers import started

_SETTINGS = Settings.from_environment(os.environ).for_lambda()
_CALLER = Caller.of_function(
    os.environ, endpoint=_SETTINGS.aws_endpoint_url, timeout=1.0 + _SETTINGS.extra_timeout
)
_SECRETS = Secrets(_SETTINGS, _CALLER).begin()

from bot.aws.http.queue import SqsQueue  # noqa: E402  # while the secrets come
from bot.jobs.queue_router import QueueRouter  # noqa: E402
from handlers.api_gateway import Response, SlackEndpoint  # noqa: E402

_QUEUE = QueueRouter.between(_SETTINGS, lambda url: SqsQueue(_CALLER, url))
_FRONT = SlackEndpoint(_SECRETS.settings, _QUEUE, _SECRETS.fresh)
_FRONT.warm()
started()


def handler(event: object, _context: object) -> Response:
    """Answer one request of Slack's."""
    return _FRONT.respond(event)
