"""The sender's requests for a path: who asks whom for what."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.policy.decision import Request
from bot.core.senders import (
    KEY_ACTIONS,
    PUBLISH,
    SOURCE_ACCOUNT,
    SOURCE_ARN,
    Origin,
    Resource,
    Sender,
)

_SOURCE_ORG = ("aws:SourceOrgID", "aws:SourceOrgPaths")


def undocumented(partition: str, sender: Sender) -> str:
    """Why nothing can be decided where the sender's principal is not known."""
    return (
        f"AWS does not document as which principal {sender.title} acts in the partition "
        f"{partition}, so the policy cannot be judged."
    )


def publish_request(path: Path, topic: Topic) -> Request | None:
    """The publish; None where the sender's principal is not documented."""
    resource = Resource(topic.arn, topic.account, topic.region)
    return path.sender.request(PUBLISH, resource, _origin(path, topic), path.now)


def key_requests(path: Path, topic: Topic, key: Key) -> tuple[Request, ...]:
    """The calls on the topic's key; none where the sender's principal is not documented."""
    resource = Resource(key.arn, key.account, key.region)
    origin = replace(_origin(path, topic), topic=topic.arn)
    made = (path.sender.request(a, resource, origin, path.now) for a in KEY_ACTIONS)
    return tuple(request for request in made if request)


def source_arn(path: Path, topic: Topic) -> str:
    """The aws:SourceArn that the sender's requests are taken to carry."""
    return path.sender.source(_origin(path, topic))


def source_of_another(path: Path, topic: Topic) -> str:
    """The aws:SourceArn of another subject of the same sender and account."""
    origin = _origin(path, topic)
    return path.sender.source(replace(origin, name="another", arn=f"{origin.arn}-another"))


def with_source(request: Request, account: str | None, arn: str | None) -> Request:
    """The same request from another source; None leaves the key out, as does who never sends it."""
    sources = {SOURCE_ACCOUNT: account, SOURCE_ARN: arn}
    context = {k: v for k, v in request.context.items() if k not in sources}
    told = {k: v for k, v in sources.items() if v is not None and k not in request.absent}
    return replace(request, context=context | told)


def from_elsewhere(request: Request, topic: Topic, sender: Sender) -> Request:
    """The same request on behalf of somebody else's account, of whatever organisation."""
    stranger = Origin("000000000000", topic.partition, name="other", region=topic.region)
    made = with_source(request, stranger.account, sender.source(stranger) or None)
    context = {key: value for key, value in made.context.items() if key not in _SOURCE_ORG}
    return replace(made, context=context, unknown=(*made.unknown, *_SOURCE_ORG))


def _origin(path: Path, topic: Topic) -> Origin:
    return Origin(
        path.account,
        topic.partition,
        name=path.name,
        arn=path.subject.arn if isinstance(path.subject, Subject) else topic.arn,
        topic=topic.arn,
        organization=topic.organization if topic.account == path.account else None,
        region=topic.region,
    )
