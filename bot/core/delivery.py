"""What SNS asks of an endpoint when it delivers a topic's message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.model import Topic
from bot.core.policy.decision import Request
from bot.core.senders import SNS, Origin, Resource

INVOKE = "lambda:InvokeFunction"
_ENABLED_BY_DEFAULT = frozenset(
    {
        *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"),
        *("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"),
        *("ap-south-1", "ap-southeast-1", "ap-southeast-2"),
        *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
    }
)
"""The list is closed: every Region since 2019-03-20 is an opt-in one."""


def delivery_requests(topic: Topic, endpoint: str, action: str, now: datetime) -> list[Request]:
    """The call, once for each principal that SNS may use; none where that is not documented.

    A delivery into or out of an opt-in Region may come from `sns.<region>.amazonaws.com`
    (FACTS 11a), so both principals are asked about.
    """
    arn = parse_arn(endpoint)
    usual = SNS.principal(topic.partition)
    if arn is None or usual is None:
        return []
    regions = dict.fromkeys((topic.region, arn.region)) if arn.region != topic.region else {}
    opt_in = [f"sns.{r}.amazonaws.com" for r in regions if is_opt_in(r)]
    resource = Resource(endpoint, arn.account, arn.region)
    origin = Origin(topic.account, topic.partition, arn=topic.arn, organization=topic.organization)
    made = (SNS.request(action, resource, origin, now, who) for who in (usual, *opt_in))
    return [_as_sent(request) for request in made if request]


def is_opt_in(region: str) -> bool:
    """Whether a Region of the partition aws has to be switched on before it can be used."""
    return region not in _ENABLED_BY_DEFAULT


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
