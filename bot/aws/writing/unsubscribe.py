"""sns:Unsubscribe of budget-check's own subscription, and only by what it was made with.

SNS keeps nothing of a subscription that is gone.
"""

from __future__ import annotations

import json

from bot.aws.reads import GET_SUBSCRIPTION
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread


def _current(spot: Spot) -> str | Absent | Unread:
    """Its endpoint and protocol, in the words in which it was subscribed; "" once it is gone."""
    arn = spot.write.resource

    def call() -> str:
        sns = spot.reading.sns(spot.region)
        said = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        return json.dumps({name: said.get(name, "") for name in ("Endpoint", "Protocol")})

    found = spot.reading.ask(GET_SUBSCRIPTION, arn, call)
    return "" if isinstance(found, Absent) else found


def _call(spot: Spot) -> str:
    spot.writing.sns(spot.region).unsubscribe(SubscriptionArn=spot.write.resource)
    return ""


KIND = WriteKind("sns:Unsubscribe", ("sns:Unsubscribe",), (GET_SUBSCRIPTION,), _current, _call)
