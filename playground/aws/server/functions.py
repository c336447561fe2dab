"""Lambda, where ministack answers otherwise than AWS."""

import json

from playground.aws.server.asgi import Answer
from playground.aws.server.service import Invocation, RefusedError, extend


async def _get_policy(call: Invocation) -> Answer:
    """GetPolicy: a function that nobody was given a permission on has none."""
    answer = await call.inner()
    if answer.status == 200:
        policy = json.loads(json.loads(answer.body)["Policy"])
        if not policy.get("Statement"):
            raise RefusedError(
                "ResourceNotFoundException", "The resource you requested does not exist.", 404
            )
    return answer


def install() -> None:
    """Serve Lambda with ours in front."""
    extend("lambda", {"GetPolicy": _get_policy})
