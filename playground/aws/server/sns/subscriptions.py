"""Subscriptions: who must confirm, how pending ones are shown, paging."""

from typing import Any
from xml.sax.saxutils import escape

from ministack.services import sns

from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Given as Control
from playground.aws.server.plane import text
from playground.aws.server.service import Invocation, RefusedError
from playground.aws.server.sns.documents import invalid
from playground.aws.server.wire import xml_answer

CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"
PAGE = 100
_CONFIRMED_BY_OWNER = ("email", "email-json", "http", "https")
Subscription = dict[str, Any]


async def subscribe(call: Invocation) -> Answer:
    """Subscribe; e-mail and web endpoints stay pending until their owner confirms."""
    given = call.given
    protocol, endpoint = given.get("Protocol", ""), given.get("Endpoint", "")
    arn = given.get("TopicArn", "")
    if arn.endswith(".fifo") and protocol not in ("sqs", "lambda", "firehose"):
        raise invalid(f"Invalid protocol type: {protocol}")
    answer = await call.inner()
    found = find(arn, protocol, endpoint)
    if answer.status != 200 or found is None:
        return answer
    if protocol in _CONFIRMED_BY_OWNER and "_seen" not in found:
        _set_pending(found, pending=endpoint != CHATBOT)
    found["_seen"] = True
    refresh(arn)
    shown = found["confirmed"] or given.get("ReturnSubscriptionArn") == "true"
    name = found["arn"] if shown else "pending confirmation"
    return xml_answer("Subscribe", f"<SubscriptionArn>{escape(name)}</SubscriptionArn>")


def find(topic_arn: str, protocol: str, endpoint: str) -> Subscription | None:
    """The subscription of an endpoint; any protocol where it is empty."""
    topic = sns._topic_by_arn_any_scope(topic_arn)
    for one in topic["subscriptions"] if topic else ():
        if one["endpoint"] == endpoint and protocol in ("", one["protocol"]):
            found: Subscription = one
            return found
    return None


def refresh(topic_arn: str) -> None:
    """Count the topic's subscriptions anew."""
    topic = sns._topic_by_arn_any_scope(topic_arn)
    if topic is not None:
        sns._refresh_subscription_counts(topic)


def _set_pending(subscription: Subscription, *, pending: bool) -> None:
    subscription["confirmed"] = not pending
    if pending:
        subscription["token"] = subscription.get("token") or sns.new_uuid()
    subscription["attributes"].update(
        PendingConfirmation=str(pending).lower(),
        ConfirmationWasAuthenticated="false",
    )


def confirm(given: Control) -> None:
    """Control: `topic`, `endpoint`."""
    arn = text(given, "topic")
    with sns.request_scope(arn.split(":")[4], arn.split(":")[3]):
        found = find(arn, "", text(given, "endpoint"))
        if found is None:
            raise ValueError(f"{given['endpoint']} has no subscription to {arn}")
        _set_pending(found, pending=False)
        refresh(arn)


async def unsubscribe(call: Invocation) -> Answer:
    """Unsubscribe; the topic counts who left."""
    arn = call.given.get("SubscriptionArn", "")
    topic = sns._topic_by_arn_any_scope(arn.rpartition(":")[0])
    known = topic and any(one["arn"] == arn for one in topic["subscriptions"])
    answer = await call.inner()
    if topic and known and answer.status == 200:
        left = int(topic["attributes"]["SubscriptionsDeleted"]) + 1
        topic["attributes"]["SubscriptionsDeleted"] = str(left)
    return answer


async def list_by_topic(call: Invocation) -> Answer:
    """ListSubscriptionsByTopic: 100 a page, pending ones without an ARN (docs/facts.md 2.4)."""
    topic, refused = sns._get_topic(call.given.get("TopicArn", ""), "SNS:ListSubscriptionsByTopic")
    if refused is not None:
        status, headers, body = refused
        return Answer(status, body, headers)
    return _page("ListSubscriptionsByTopic", topic["subscriptions"], call)


async def list_all(call: Invocation) -> Answer:
    """ListSubscriptions."""
    every = [one for topic in sns._topics.values() for one in topic["subscriptions"]]
    return _page("ListSubscriptions", every, call)


def _page(operation: str, subscriptions: list[Subscription], call: Invocation) -> Answer:
    token = call.given.get("NextToken", "0")
    if not token.isdigit():
        raise invalid("NextToken")
    start, end = int(token), int(token) + PAGE
    members = "".join(map(_member, subscriptions[start:end]))
    more = f"<NextToken>{end}</NextToken>" if end < len(subscriptions) else ""
    return xml_answer(operation, f"<Subscriptions>{members}</Subscriptions>{more}")


def _member(subscription: Subscription) -> str:
    shown = {
        "SubscriptionArn": subscription["arn"]
        if subscription["confirmed"]
        else "PendingConfirmation",
        "Owner": subscription["owner"],
        "TopicArn": subscription["topic_arn"],
        "Protocol": subscription["protocol"],
        "Endpoint": subscription["endpoint"],
    }
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in shown.items())
    return f"<member>{inner}</member>"


async def with_arn(call: Invocation) -> Answer:
    """Get- and SetSubscriptionAttributes take a real ARN only."""
    arn = call.given.get("SubscriptionArn", "")
    if arn.count(":") < 6:
        raise RefusedError(
            "InvalidParameter",
            "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, "
            f"not {arn.count(':') + 1}",
        )
    return await call.inner()
