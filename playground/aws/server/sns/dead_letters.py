"""A subscription's RedrivePolicy: what could not be delivered goes into that queue, if it may.

SNS developer guide, "Amazon SNS dead-letter queues": the queue is of the subscription's account and
Region, and its policy lets SNS in for the topic.
"""

import json
import time
from typing import Any

from ministack.services import sns, sqs

from playground.aws.server.sns import metrics

Subscription = dict[str, Any]


def keep(one: Subscription, message_id: str, subject: str, words: str) -> None:
    """Put the message there, as a queue gets it; nothing without such a queue."""
    policy = json.loads(one["attributes"].get("RedrivePolicy") or "{}")
    arn, topic = policy.get("deadLetterTargetArn", ""), one["topic_arn"]
    queue = sqs._queue_by_arn(arn) if arn else None
    if queue is None or arn.split(":")[3:5] != topic.split(":")[3:5]:
        return
    if not sqs.queue_policy_allows(arn, "sns.amazonaws.com", topic, topic.split(":")[4]):
        return
    said = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": topic,
        "Subject": subject or None,
        "Message": words,
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
    }
    _put(queue, json.dumps({name: value for name, value in said.items() if value is not None}))
    metrics.count(topic, "NumberOfNotificationsRedrivenToDlq", time.time())


def _put(queue: dict[str, Any], body: str) -> None:
    now = time.time()
    message = {
        "id": sns.new_uuid(),
        "body": body,
        "message_attributes": {},
        "md5_attrs": "",
        "receipt_handle": None,
        "sent_at": now,
        "visible_at": now,
        "receive_count": 0,
    }
    sqs._ensure_msg_fields(message)
    queue["messages"].append(message)
