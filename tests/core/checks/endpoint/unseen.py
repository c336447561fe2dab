from dataclasses import replace

from bot.core.subscriptions.subscription import UNSEEN
from tests.core.build import (
    path,
    refused,
    subscription,
    to_chat,
    to_function,
    to_queue,
    with_subscriptions,
)
from tests.core.checks.case import Case

NOTE = ("endpoint.unseen OK",)
WEB = subscription("https", "https://example.com/alerts")

CASES = [
    Case("a mail", path()),
    Case("a function", with_subscriptions(to_function()), NOTE, (UNSEEN,)),
    Case("a web server", with_subscriptions(WEB), NOTE, (UNSEEN,)),
    Case("a phone", with_subscriptions(subscription("sms", "+15550100")), NOTE, (UNSEEN,)),
    Case("a stream", with_subscriptions(subscription("firehose", "arn:x")), NOTE, (UNSEEN,)),
    Case("a mobile app", with_subscriptions(subscription("application", "arn:x")), NOTE),
    Case("all of them, said once", with_subscriptions(WEB, to_function(), to_queue()), NOTE),
    Case("a queue, which is looked at", with_subscriptions(to_queue())),
    Case("a channel, of which the chat configurations tell", with_subscriptions(to_chat())),
    Case("pending: nothing is sent", with_subscriptions(replace(WEB, pending=True))),
    Case("an unread topic", path(topic=refused()), unread=True),
]
