"""A security scanner finds a topic without encryption and repairs that by itself."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.actions._paths import no_topic, topics
from playground.page.persona import SCANNER
from playground.page.session import Session
from playground.page.topics import Topic

KEY = "alias/aws/sns"


def _open(found: list[Topic]) -> list[Topic]:
    return [one for one in found if one.shown["readable"] and not one.key]


def _why_not(session: Session, budget: str) -> str:
    found = topics(session, budget)
    if _open(found):
        return ""
    return no_topic(found) or "The topic is encrypted: a scanner has nothing to say against it."


def _act(session: Session, budget: str) -> str:
    topic = _open(topics(session, budget))[0]
    arn = topic.shown["arn"]
    session.aws.client("sns", topic.region, SCANNER).set_topic_attributes(
        TopicArn=arn, AttributeName="KmsMasterKeyId", AttributeValue=KEY
    )
    return f"SecurityScanner has encrypted {topic.shown['name']} with {KEY}."


EVENT = Event(
    id="scanner-encrypts",
    title="A scanner encrypts the topic",
    says="A rule's automatic repair sets alias/aws/sns on a topic that is not encrypted.",
    place=1,
    act=_act,
    why_not=_why_not,
)
