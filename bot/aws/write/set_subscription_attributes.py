"""sns:SetSubscriptionAttributes: one attribute of one subscription."""

from __future__ import annotations

from bot.aws.reads import GET_SUBSCRIPTION
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    arn, attribute = target.write.resource, target.write.attribute

    def call() -> str:
        sns = target.reading.sns(target.region)
        answer = sns.get_subscription_attributes(SubscriptionArn=arn)
        return answer["Attributes"].get(attribute, "")

    return target.reading.ask(GET_SUBSCRIPTION, arn, call)


def _call(target: WriteTarget) -> str:
    # SNS keeps a filter policy of "", and takes one away for "{}".
    text = target.write.after
    if target.write.attribute == "FilterPolicy" and not text:
        text = "{}"
    target.writing.sns(target.region).set_subscription_attributes(
        SubscriptionArn=target.write.resource,
        AttributeName=target.write.attribute,
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
