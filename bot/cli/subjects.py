"""What `topic:`, `alarm:` and so on name on the command line, found and read."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.aws.clients import Aws
from bot.aws.named_topic import NoSuchTopic, NoTopicName, SeveralTopics, read_topic_named
from bot.aws.senders import all_readers
from bot.aws.subject import Ambiguous, read_subject
from bot.aws.topic_names import topic_arn
from bot.aws.topic_senders import read_senders_by
from bot.cli.accounts import Opened, opened
from bot.core.arns import is_topic_arn, parse_arn
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.topic_facts import OtherSenders, TopicFacts
from bot.core.senders import Sender
from bot.core.texts.words import first_of, listed
from bot.errors import UsageError
from bot.settings import Settings

_MOST = 5


def subject_facts(where: Opened, sender: Sender, name: str, region: str | None) -> Facts:
    """The paths of a sender's subject; without a Region that of the credentials.

    Raises UsageError for a name that several bear.
    """
    now = datetime.now(UTC)
    if isinstance(where.aws, ReadFailed):
        return Facts(where.account, name, now, None, sender=sender, subject=where.aws)
    reader = next(one for one in all_readers() if one.sender.id == sender.id)
    found = read_subject(where.aws, where.account, reader, name, region or where.aws.region, now)
    if isinstance(found, Ambiguous):
        raise UsageError(
            f"{len(found.arns)} of {sender.title} are named {name!r}: name one by its ARN, "
            f"{first_of(found.arns, _MOST)}."
        )
    return found


def topic_facts(
    own: Aws, settings: Settings, name: str, account: str | None, region: str | None
) -> TopicFacts:
    """A topic by its name or its ARN, and what publishes to it from the account.

    All senders are read where SENDERS names none. Raises UsageError for a name that no topic can
    have, one that stands for topics of several Regions, a topic of an account that is not read, and
    one that neither exists nor is published to.
    """
    senders = _senders(settings)
    where = _opened(own, settings.accounts_parameter, name, account)
    now = datetime.now(UTC)
    if isinstance(where.aws, ReadFailed):
        address = name if is_topic_arn(name) else topic_arn(own, where.account, "", name)
        return TopicFacts(address, where.account, now, where.aws)
    _check_region(name, region)
    found = read_topic_named(where.aws, where.account, name, region or "", now, senders)
    if isinstance(found, TopicFacts):
        return found
    raise UsageError(_why_none(where.account, found))


def other_senders(where: Opened, settings: Settings, topic: str) -> OtherSenders:
    """What beside budgets publishes to the topic of this ARN; all are read where SENDERS names
    none.
    """
    return read_senders_by(lambda _: where.aws, where.account, topic, _senders(settings))


def _senders(settings: Settings) -> tuple[str, ...]:
    return settings.senders or tuple(one.sender.setting for one in all_readers())


def _opened(own: Aws, path: str, name: str, account: str | None) -> Opened:
    """The account that was asked for, else the topic's own."""
    arn = parse_arn(name) if is_topic_arn(name) else None
    if account is not None or arn is None:
        return opened(own, path, account)
    known = own.account()
    if isinstance(known, ReadFailed) or known == arn.account:
        return opened(own, path, None)
    if path:
        return opened(own, path, arn.account)
    raise UsageError(
        f"That topic is of account {arn.account}, and these credentials are of {known}: what "
        f"publishes shows only in its own account. Use credentials, or a --profile, of "
        f"{arn.account}; or --account {known}, for what of {known} publishes there."
    )


def _check_region(name: str, region: str | None) -> None:
    arn = parse_arn(name) if is_topic_arn(name) else None
    if region and arn and arn.region != region:
        raise UsageError(f"That topic is in {arn.region}, and --region says {region}.")


def _why_none(account: str, found: SeveralTopics | NoSuchTopic | NoTopicName) -> str:
    if isinstance(found, NoTopicName):
        return (
            f"{found.name!r} is neither the name nor the ARN of a topic: a name has up to 256 "
            "letters, digits, hyphens and underscores."
        )
    if isinstance(found, SeveralTopics):
        name = found.arns[0].rpartition(":")[2]
        return (
            f"There is a topic {name} in {listed(arn.split(':')[3] for arn in found.arns)}, or it "
            "could not be told: say which you mean with --region."
        )
    missing = (
        f"There is no topic {found.name} in {listed(found.regions)} of account {account}, "
        "and nothing publishes to it."
    )
    if not found.near:
        return f"{missing} Check the name, the account and the Region (--region)."
    return f"{missing} The nearest are {first_of(found.near, _MOST)}."
