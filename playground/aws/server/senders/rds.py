"""RDS event subscriptions: what they tell their topic, and the status that a refusal leaves."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from playground.aws.delivery_rules.sender import RDS
from playground.aws.server import query
from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Plane
from playground.aws.server.senders.attempts import Attempt, attempt, foresee
from playground.aws.server.senders.path import Source
from playground.aws.server.service import Invocation, RefusedError, extend

Place = tuple[str, str, str]
"""Account, Region and name."""
_subscriptions: dict[Place, dict[str, Any]] = {}
_REFUSED = {
    "AuthorizationError": (
        "SNSNoAuthorization",
        "You do not have permission to publish to the SNS topic ARN.",
    ),
    "NotFound": ("SNSTopicArnNotFound", "SNS topic ARN does not exist."),
}


def _source(place: Place) -> Source:
    account, region, name = place
    # A database that an event is about: any of the account's, for this is told of all.
    return Source(RDS, account, name, f"arn:aws:rds:{region}:{account}:db:{name}")


def links() -> Iterator[tuple[Source, str]]:
    """Each subscription with its topic."""
    for place, one in _subscriptions.items():
        yield _source(place), str(one["SnsTopicArn"])


def link(account: str, name: str, topic: str) -> None:
    """The subscription has this topic from now on, as if its policy had changed afterwards."""
    for (owner, _, known), one in _subscriptions.items():
        if (owner, known) == (account, name):
            one["SnsTopicArn"] = topic


def speak(source: Source) -> None:
    """Something happens to a database."""
    place = source.account, source.arn.split(":")[3], source.name
    one = _subscriptions[place]
    if one["Enabled"]:
        message = json.dumps({"Event Source": "db-instance", "Event Message": "DB restarted"})
        subject = "RDS Notification Message"
        one["Status"] = _status(attempt(source, one["SnsTopicArn"], subject, message))


def _status(found: Attempt) -> str:
    """Whether a refusal by KMS shows there is unknown (docs/facts.md 13.2): here it does not."""
    code = found.refused.code if found.refused else ""
    return {"AuthorizationError": "no-permission", "NotFound": "topic-not-exist"}.get(
        code, "active"
    )


async def _create(call: Invocation) -> Answer:
    given = query.given("rds", "CreateEventSubscription", call.given)
    place = call.account, call.region, given["SubscriptionName"]
    if place in _subscriptions:
        words = f"Event Subscription {place[2]} already exists."
        raise RefusedError("SubscriptionAlreadyExist", words)
    refused = foresee(_source(place), given["SnsTopicArn"]).refused
    if refused and refused.code in _REFUSED:
        raise RefusedError(*_REFUSED[refused.code])
    _subscriptions[place] = {
        "CustomerAwsId": call.account,
        "CustSubscriptionId": place[2],
        "SnsTopicArn": given["SnsTopicArn"],
        "Status": "active",
        "SubscriptionCreationTime": datetime.now(UTC).strftime("%a %b %d %H:%M:%S UTC %Y"),
        **({"SourceType": given["SourceType"]} if "SourceType" in given else {}),
        "SourceIdsList": given.get("SourceIds", []),
        "EventCategoriesList": given.get("EventCategories", []),
        "Enabled": given.get("Enabled", True),
        "EventSubscriptionArn": f"arn:aws:rds:{call.region}:{call.account}:es:{place[2]}",
    }
    made = {"EventSubscription": _subscriptions[place]}
    return query.answer("rds", "CreateEventSubscription", made)


async def _list(call: Invocation) -> Answer:
    given = query.given("rds", "DescribeEventSubscriptions", call.given)
    wanted = given.get("SubscriptionName")
    here = (call.account, call.region)
    found = [
        one
        for (*place, name), one in sorted(_subscriptions.items())
        if tuple(place) == here and wanted in (None, name)
    ]
    if wanted and not found:
        raise RefusedError("SubscriptionNotFound", f"Event Subscription {wanted} not found.", 404)
    size, start = given.get("MaxRecords", 100), int(given.get("Marker", "0"))
    rest = {"Marker": str(start + size)} if start + size < len(found) else {}
    shown = {"EventSubscriptionsList": found[start : start + size], **rest}
    return query.answer("rds", "DescribeEventSubscriptions", shown)


async def _delete(call: Invocation) -> Answer:
    name = str(call.given.get("SubscriptionName", ""))
    gone = _subscriptions.pop((call.account, call.region, name), None)
    if gone is None:
        raise RefusedError("SubscriptionNotFound", f"Event Subscription {name} not found.", 404)
    return query.answer("rds", "DeleteEventSubscription", {"EventSubscription": gone})


def install(plane: Plane) -> None:
    """Serve them; the rest of RDS is ministack's."""
    operations = {
        "CreateEventSubscription": _create,
        "DescribeEventSubscriptions": _list,
        "DeleteEventSubscription": _delete,
    }
    extend("rds", operations)
    plane.on_reset(_subscriptions.clear)
