"""What SNS asks of an endpoint when it delivers a topic's message, and as whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.accounts.regions import is_opt_in
from bot.core.arns import Arn, parse_arn
from bot.core.model.topic import Topic
from bot.core.policy.decision import Request
from bot.core.senders import SNS, Origin, Resource

INVOKE = "lambda:InvokeFunction"
SEND = "sqs:SendMessage"


def deliverers(topic: Topic, endpoint: str) -> tuple[str, ...]:
    """The principal that SNS delivers as: one, or several where AWS contradicts itself.

    None where AWS documents none (another partition), or `endpoint` is no ARN. Sources: IAM guide,
    "AWS service principals in opt-in Regions" (within one Region always the plain name) and SNS
    guide, "Sending Amazon SNS messages to an Amazon SQS queue or AWS Lambda function in a different
    Region" (docs/facts.md 11a). To a function in an opt-in Region of elsewhere that page names a
    principal, and its neighbour "Prerequisites for integrating Amazon SNS with Lambda functions"
    calls the delivery unsupported.
    """
    arn, usual = parse_arn(endpoint), SNS.principal(topic.partition)
    if arn is None or usual is None:
        return ()
    if arn.region == topic.region:
        return (usual,)
    if is_opt_in(arn.region):
        return _any_of(topic, arn, usual) if arn.service == "lambda" else (_regional(arn.region),)
    return (_regional(topic.region),) if is_opt_in(topic.region) else (usual,)


def mistaken_deliverers(topic: Topic, endpoint: str) -> tuple[str, ...]:
    """SNS under the names that it does not deliver as here, though people write them."""
    arn, usual = parse_arn(endpoint), SNS.principal(topic.partition)
    right = deliverers(topic, endpoint)
    if arn is None or usual is None:
        return ()
    return tuple(name for name in _any_of(topic, arn, usual) if name not in right)


def _any_of(topic: Topic, arn: Arn, usual: str) -> tuple[str, ...]:
    regions = dict.fromkeys((topic.region, arn.region))
    return (usual, *(_regional(region) for region in regions if is_opt_in(region)))


def _regional(region: str) -> str:
    return f"sns.{region}.amazonaws.com"


def delivery_requests(topic: Topic, endpoint: str, action: str, now: datetime) -> list[Request]:
    """The call, once for each principal of `deliverers`."""
    return requests_as(deliverers(topic, endpoint), topic, endpoint, action, now)


def requests_as(
    principals: Iterable[str], topic: Topic, endpoint: str, action: str, now: datetime
) -> list[Request]:
    """The call by each of these principals; none where the endpoint is no ARN."""
    arn = parse_arn(endpoint)
    if arn is None:
        return []
    resource = Resource(endpoint, arn.account, arn.region)
    origin = Origin(topic.account, topic.partition, arn=topic.arn, organization=topic.organization)
    made = (SNS.request(action, resource, origin, now, who) for who in principals)
    return [_as_sent(request) for request in made if request]


def _as_sent(request: Request) -> Request:
    """To Lambda, SNS sends no aws:SourceAccount: with that in the permission "access [is] denied".

    Lambda developer guide, tutorial "Using AWS Lambda with Amazon SNS"; seen in boto/boto3#1952.
    Whether the account's organisation comes all the same nobody says.
    """
    if request.action != INVOKE:
        return request
    context = {key: value for key, value in request.context.items() if key != "aws:SourceAccount"}
    unsure = tuple(key for key in context if key == "aws:SourceOrgID")
    return replace(request, context=context, unknown=(*request.unknown, *unsure))
