"""A topic, an alarm or another subject that was asked for instead of a budget."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from bot.aws.named_topic import NoSuchTopic, NoTopicName, SeveralTopics
from bot.aws.subject import Ambiguous
from bot.core.accounts.directory import Directory
from bot.core.arns import parse_arn
from bot.core.ask import Ask
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic_facts import TopicFacts
from bot.core.reference import Reference
from bot.core.subject_option import SubjectOption
from bot.core.texts import subject as texts
from bot.core.texts.words import listed
from bot.core.topic_report import AnyReport
from bot.features.check.answer import post_found, post_instead
from bot.features.check.last_verdict import keep_verdict
from bot.features.check.placeholder import Placeholder
from bot.jobs.account import directory_of, known_account
from bot.jobs.context import Context
from bot.jobs.reply import alone, reply_text
from bot.slack.render.message import Message, sentence
from bot.slack.render.subject import Choosable, choice

_Found = TopicFacts | SeveralTopics | NoSuchTopic | NoTopicName | Facts | Ambiguous
_log = logging.getLogger(__name__)


def check_subject(context: Context, ask: Ask, asked: SubjectOption) -> None:
    """Check what was typed, in the account that was named, or the one of an ARN."""
    wanted, arn = Reference(asked.sender, asked.name, ask.region), parse_arn(asked.name)
    if arn and arn.region and ask.region not in {"", arn.region}:
        says = texts.OTHER_REGION.format(there=arn.region, asked=ask.region)
        reply_text(context, says)
        return
    if ask.account is not None:
        account = known_account(context, ask.account)
    else:
        account = _account_of(context, wanted, arn.account if arn else "")
    if account is not None:
        check_reference(context, account, wanted)


def check_reference(context: Context, account: str | ReadFailed, wanted: Reference) -> None:
    """Check it and answer; where it is not the one thing, let the person choose."""
    known = "" if isinstance(account, ReadFailed) else account
    with Placeholder(context, known, wanted.text) as placeholder:
        found = _read(context, account, wanted)
        report = _judged(context, found)
    if report is not None:
        post_found(context, report, placeholder)
        keep_verdict(context, report)
        _log.info("Job %s: %r is %s", context.job.id, report.reference, report.verdict.value)
        return
    several = isinstance(found, SeveralTopics | Ambiguous)
    post_instead(context, placeholder, texts.SEVERAL if several else texts.NONE)
    alone(context, _instead(context.job.id, known, wanted, found))


def _account_of(context: Context, wanted: Reference, owner: str) -> str | ReadFailed | None:
    """The account of the ARN; without one the only account, or the person is asked."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed) or (not owner and directory.alone):
        return known_account(context, None)
    if not owner:
        alone(context, _which_account(context.job.id, directory, wanted))
        return None
    if directory.find(owner) or directory.find_hidden(owner) or directory.incomplete:
        return known_account(context, owner)
    reply_text(context, texts.FOREIGN.format(account=owner))
    return None


def _read(context: Context, account: str | ReadFailed, wanted: Reference) -> _Found:
    if wanted.sender:
        return context.reader.subject(account, wanted)
    return context.reader.topic_facts(account, wanted.name, wanted.region)


def _judged(context: Context, found: _Found) -> AnyReport | None:
    """The answer; None where it is not the one thing that was asked for."""
    if isinstance(found, TopicFacts):
        return context.judged_topic(found)
    if isinstance(found, Facts) and not isinstance(found.subject, NotFound):
        return context.judged(found)
    return None


def _instead(id: str, account: str, wanted: Reference, found: _Found) -> Message:
    called = wanted.called
    if isinstance(found, NoTopicName):
        return sentence(id, texts.NO_NAME.format(name=found.name))
    if isinstance(found, SeveralTopics | Ambiguous):
        says = texts.WHICH.format(count=len(found.arns), name=called)
        return choice(id, says, _each(account, wanted, found.arns))
    if isinstance(found, NoSuchTopic):
        none = texts.NO_TOPIC.format(name=called, regions=listed(found.regions), account=account)
        return _near(id, none, list(_each(account, wanted, found.near)))
    missing = found.subject if isinstance(found, Facts) else None
    looked = missing.detail if isinstance(missing, NotFound) else ""
    none = texts.NO_SUBJECT.format(name=called, account=account, looked=looked).strip()
    names = found.names if isinstance(found, Facts) else ()
    return _near(id, none, list(_each(account, wanted, names)))


def _near(id: str, none: str, near: list[Choosable]) -> Message:
    if near:
        return choice(id, texts.NEAR.format(none=none), near)
    return sentence(id, texts.CHECK_PLACE.format(none=none))


def _each(account: str, wanted: Reference, names: Iterable[str]) -> list[Choosable]:
    return [
        Choosable(name, account, Reference(wanted.sender, name, wanted.region).text)
        for name in names
    ]


def _which_account(id: str, directory: Directory, wanted: Reference) -> Message:
    each = [Choosable(one.title, one.id, wanted.text) for one in directory.all]
    return choice(id, texts.WHICH_ACCOUNT.format(name=wanted.called), each)
