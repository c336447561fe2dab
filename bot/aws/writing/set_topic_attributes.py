"""sns:SetTopicAttributes: the topic policy, or KmsMasterKeyId ("" turns encryption off)."""

from __future__ import annotations

from bot.aws.reads import GET_TOPIC
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread


def _current(spot: Spot) -> str | Absent | Unread:
    arn, attribute = spot.write.resource, spot.write.attribute

    def call() -> str:
        said = spot.reading.sns(spot.region).get_topic_attributes(TopicArn=arn)["Attributes"]
        # Every topic has a policy; what else is not set SNS leaves out.
        return said["Policy"] if attribute == "Policy" else said.get(attribute, "")

    return spot.reading.ask(GET_TOPIC, arn, call)


def _call(spot: Spot) -> str:
    spot.writing.sns(spot.region).set_topic_attributes(
        TopicArn=spot.write.resource,
        AttributeName=spot.write.attribute,
        AttributeValue=spot.write.after,
    )
    return ""


KIND = WriteKind(
    "sns:SetTopicAttributes", ("sns:SetTopicAttributes",), (GET_TOPIC,), _current, _call
)
