"""Finds a topic by its name, which stands for one topic in each Region."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from bot.aws.clients import SECONDS, Aws
from bot.aws.errors import attempt
from bot.aws.reads import GET_TOPIC, LIST_TOPICS
from bot.core.model.read import NotFound, ReadFailed
from bot.core.names import meant


def topic_arn(aws: Aws, account: str, region: str, name: str) -> str:
    """The ARN of the account's topic of this name."""
    return f"arn:{aws.partition}:sns:{region}:{account}:{name}"


def topics_named(aws: Aws, account: str, name: str, regions: Iterable[str]) -> tuple[str, ...]:
    """The ARNs of the topics of this name in the Regions, side by side.

    One that could not be read is among them: only what AWS says is not there is left out.
    """
    arns = {region: topic_arn(aws, account, region, name) for region in regions}
    if len(arns) < 2:  # the check itself will show whether it is there
        return tuple(arns.values())
    futures = {arn: aws.pool.submit(_exists, aws, arn, region) for region, arn in arns.items()}
    return tuple(arn for arn, future in futures.items() if _may_exist(future))


def near_topics(aws: Aws, account: str, name: str, regions: Iterable[str]) -> tuple[str, ...]:
    """The ARNs of the topics whose names somebody may have meant; none where none can be listed."""
    every = [arn for region in dict.fromkeys(regions) for arn in _listed(aws, account, region)]
    by_name: dict[str, list[str]] = {}
    for arn in every:
        by_name.setdefault(arn.rpartition(":")[2], []).append(arn)
    return tuple(arn for near in meant(name, by_name) for arn in by_name[near])


def _exists(aws: Aws, arn: str, region: str) -> object:
    return attempt(GET_TOPIC, arn, lambda: aws.sns(region).get_topic_attributes(TopicArn=arn))


def _may_exist(answer: Future[object]) -> bool:
    try:
        return not isinstance(answer.result(SECONDS), NotFound)
    except TimeoutError:
        answer.cancel()
        return True


def _listed(aws: Aws, account: str, region: str) -> tuple[str, ...]:
    def call() -> tuple[str, ...]:
        pages = aws.sns(region).get_paginator("list_topics").paginate()
        return tuple(raw["TopicArn"] for page in pages for raw in page["Topics"])

    answer = aws.ask(LIST_TOPICS, topic_arn(aws, account, region, "*"), call)
    return () if isinstance(answer, NotFound | ReadFailed) else answer
