"""sns:SetSubscriptionAttributes: one attribute of one subscription."""

from __future__ import annotations

from bot.aws.reads import GET_SUBSCRIPTION
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread


def _current(spot: Spot) -> str | Absent | Unread:
    arn, attribute = spot.write.resource, spot.write.attribute

    def call() -> str:
        sns = spot.reading.sns(spot.region)
        answer = sns.get_subscription_attributes(SubscriptionArn=arn)
        return answer["Attributes"].get(attribute, "")

    return spot.reading.ask(GET_SUBSCRIPTION, arn, call)


def _call(spot: Spot) -> str:
    # SNS keeps a filter policy of "", and takes one away for "{}".
    text = spot.write.after
    if spot.write.attribute == "FilterPolicy" and not text:
        text = "{}"
    spot.writing.sns(spot.region).set_subscription_attributes(
        SubscriptionArn=spot.write.resource,
        AttributeName=spot.write.attribute,
        AttributeValue=text,
    )
    return ""


KIND = WriteKind(
    "sns:SetSubscriptionAttributes",
    ("sns:SetSubscriptionAttributes",),
    (GET_SUBSCRIPTION,),
    _current,
    _call,
)
