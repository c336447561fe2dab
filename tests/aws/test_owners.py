"""Who owns a topic and a key, by their tags at the embedded AWS."""

from __future__ import annotations

from bot.aws.owners import owners, tags
from bot.core.model.read import ReadFailed
from bot.core.owners import Owner
from tests.aws.world import OpenAws, World, allow


def test_a_topic_of_a_stack_and_a_key_of_terraform(world: World, open_aws: OpenAws) -> None:
    topic, key = world.topic(), world.key()
    stack = {"Key": "aws:cloudformation:stack-name", "Value": "alerts"}
    world.aws.client("sns").tag_resource(ResourceArn=topic, Tags=[stack])
    made_by = {"TagKey": "ManagedBy", "TagValue": "terraform"}
    world.aws.client("kms").tag_resource(KeyId=key, Tags=[made_by])
    found = owners(open_aws(), [topic, key, topic])
    assert found == (
        Owner(topic, "CloudFormation", "alerts"),
        Owner(key, "Terraform", "tag ManagedBy = terraform"),
    )


def test_nobody_owns_what_has_no_tags(world: World, open_aws: OpenAws) -> None:
    assert owners(open_aws(), [world.topic(), world.key()]) == ()


def test_a_refusal_is_no_answer(world: World, open_aws: OpenAws) -> None:
    topic, key = world.topic(), world.key()
    role = open_aws.as_role(world, allow("sns:GetTopicAttributes"))
    assert owners(role, [topic, key]) == (Owner(topic, ""), Owner(key, ""))
    assert isinstance(tags(role, topic), ReadFailed)


def test_what_is_neither_topic_nor_key(open_aws: OpenAws) -> None:
    assert tags(open_aws(), "alias/aws/sns") == {}
    assert tags(open_aws(), "arn:aws:sqs:us-east-1:111111111111:q") == {}
