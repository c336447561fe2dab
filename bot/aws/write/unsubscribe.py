"""sns:Unsubscribe of budget-check's own subscription, and only by what it was made with.

SNS keeps nothing of a subscription that is gone.
"""

from __future__ import annotations

import json

from bot.aws.reads import GET_SUBSCRIPTION
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """Its endpoint and protocol, in the words in which it was subscribed; "" once it is gone."""
    arn = target.write.resource

    def call() -> str:
        sns = target.reading.sns(target.region)
        said = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        return json.dumps({name: said.get(name, "") for name in ("Endpoint", "Protocol")})

    found = target.reading.ask(GET_SUBSCRIPTION, arn, call)
    return "" if isinstance(found, NotFound) else found


def _call(target: WriteTarget) -> str:
    target.writing.sns(target.region).unsubscribe(SubscriptionArn=target.write.resource)
    return ""


KIND = WriteKind("sns:Unsubscribe", ("sns:Unsubscribe",), (GET_SUBSCRIPTION,), _current, _call)
