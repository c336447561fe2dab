"""What SNS hands to a Lambda function, and in which order.

https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

import time
from datetime import UTC, datetime
from typing import Any

from playground.aws.server.external_endpoints.postbox import Event


def record(
    subscription: dict[str, Any],
    message_id: str,
    message: str,
    subject: str,
    attributes: dict[str, Any],
) -> Event:
    """The event of one message; its signature is none."""
    topic = subscription["topic_arn"]
    region = topic.split(":")[3]
    address = f"https://sns.{region}.amazonaws.com/"
    return {
        "Records": [
            {
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": subscription["arn"],
                "Sns": {
                    "Type": "Notification",
                    "MessageId": message_id,
                    "TopicArn": topic,
                    "Subject": subject or None,
                    "Message": message,
                    "Timestamp": _now(),
                    "SignatureVersion": "1",
                    "Signature": "EXAMPLE",
                    "SigningCertUrl": f"{address}SimpleNotificationService-example.pem",
                    "UnsubscribeUrl": (
                        f"{address}?Action=Unsubscribe&SubscriptionArn={subscription['arn']}"
                    ),
                    "MessageAttributes": {
                        name: {"Type": one.get("DataType"), "Value": one.get("StringValue")}
                        for name, one in attributes.items()
                    },
                },
            }
        ]
    }


def _now() -> str:
    """To the millisecond, as SNS writes it."""
    at = datetime.fromtimestamp(time.time(), UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
