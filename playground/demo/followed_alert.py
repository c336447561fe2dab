"""An alert followed up, printed as it happens: from the alert to the next one that arrives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playground.aws.control import Control
from playground.demo.acts import Acts
from playground.page.persona import SCANNER, Credentials
from playground.scenarios.load import find
from playground.slack.model import Message

_SCENARIO = find("no-encryption")
_TOPIC = _SCENARIO.topics[0]
_OVERSPENT = 850.0
_FIX = "move-to-new-key"
_KEY = "alias/aws/sns"


@contextmanager
def followed_alert(aws_url: str, function: str, in_slack: Acts) -> Iterator[None]:
    """Tell it in the channel of `in_slack`; `function` is the ARN by which SNS knows the bot.

    The watch waits some seconds before it looks at what somebody has changed: what is told inside
    the `with` fills them.
    """
    clients = Credentials(aws_url, _TOPIC.account)
    try:
        alert = _until_it_breaks(clients, function, in_slack)
        yield
        _until_it_arrives(Control(aws_url), in_slack, alert)
    finally:
        clients.close()


def _until_it_breaks(clients: Credentials, function: str, in_slack: Acts) -> Message:
    sns = clients.client("sns", _TOPIC.region)
    sns.subscribe(TopicArn=_TOPIC.arn, Protocol="lambda", Endpoint=function)
    before = in_slack.seen()
    _spend(Control(clients.url), in_slack, "In Slack, #aws-alerts:")
    alert = in_slack.wait("alert", lambda: in_slack.answer_after(before))
    in_slack.show(alert)
    in_slack.say(f"\nA scanner encrypts its topic with {_KEY}. (What comes of it is told below.)")
    scanner = clients.client("sns", _TOPIC.region, SCANNER)
    scanner.set_topic_attributes(
        TopicArn=_TOPIC.arn, AttributeName="KmsMasterKeyId", AttributeValue=_KEY
    )
    return alert


def _until_it_arrives(control: Control, in_slack: Acts, alert: Message) -> None:
    in_slack.say("\nMeanwhile, in the thread of the alert in #aws-alerts:")
    in_slack.show(_said(in_slack, alert, "does not alert"))
    in_slack.mend(_said(in_slack, alert, f"fix.{_FIX}"), _FIX, briefly=True)
    _shows(in_slack, alert, "The policies let")
    in_slack.say("\nA new month begins. Presses 'Check again' under the alert.")
    control.begin_period(_TOPIC.account, _SCENARIO.budget)
    in_slack.slack.person(in_slack.user).press(alert, "alert.again")
    _shows(in_slack, alert, " 0 % ")
    _spend(control, in_slack, "In the thread of the first alert:")
    in_slack.show(_said(in_slack, alert, "Delivered"))


def _spend(control: Control, in_slack: Acts, then: str) -> None:
    in_slack.say(f"\nSpend of {_SCENARIO.budget} crosses 80 %. {then}")
    control.set_spend(_TOPIC.account, _SCENARIO.budget, _OVERSPENT)


def _shows(in_slack: Acts, message: Message, words: str) -> None:
    in_slack.wait(f"{words!r} there", lambda: words in str(message.content.blocks) or None)


def _said(in_slack: Acts, root: Message, words: str) -> Message:
    def look() -> Message | None:
        found = in_slack.slack.messages(in_slack.channel, thread_ts=root.ts)
        return next((one for one in found if words in str(one.content.blocks)), None)

    return in_slack.wait(f"line with {words!r}", look)
