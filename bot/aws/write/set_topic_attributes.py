"""sns:SetTopicAttributes: the topic policy, or KmsMasterKeyId ("" turns encryption off)."""

from __future__ import annotations

from bot.aws.reads import GET_TOPIC
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    arn, attribute = target.write.resource, target.write.attribute

    def call() -> str:
        said = target.reading.sns(target.region).get_topic_attributes(TopicArn=arn)["Attributes"]
        # Every topic has a policy; what else is not set SNS leaves out.
        return said["Policy"] if attribute == "Policy" else said.get(attribute, "")

    return target.reading.ask(GET_TOPIC, arn, call)


def _call(target: WriteTarget) -> str:
    target.writing.sns(target.region).set_topic_attributes(
        TopicArn=target.write.resource,
        AttributeName=target.write.attribute,
        AttributeValue=target.write.after,
    )
    return ""


KIND = WriteKind(
    "sns:SetTopicAttributes", ("sns:SetTopicAttributes",), (GET_TOPIC,), _current, _call
)
