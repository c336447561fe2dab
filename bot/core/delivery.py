"""What SNS asks of an endpoint when it delivers a topic's message."""

from __future__ import annotations

from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.model import Topic
from bot.core.policy.decision import Request
from bot.core.senders import SNS, Origin, Resource

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
    opt_in = [f"sns.{r}.amazonaws.com" for r in regions if r not in _ENABLED_BY_DEFAULT]
    resource = Resource(endpoint, arn.account, arn.region)
    origin = Origin(topic.account, topic.partition, arn=topic.arn)
    made = (SNS.request(action, resource, origin, now, who) for who in (usual, *opt_in))
    return [request for request in made if request]
