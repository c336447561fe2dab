"""Does the topic's policy let the sender publish?

The policy is evaluated for the very request that the sender makes: principal, action, topic and
every condition key that the request is known to carry (docs/facts.md 4). The finding names the
statement that decides, the part of it that never matches, or what cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.checks._denial import amendments, denied
from bot.core.checks._finding import FindingFactory
from bot.core.checks._role import role_of
from bot.core.checks._ruling import beyond, deciders, ends, suspicions, undecidable
from bot.core.checks._statements import decisive
from bot.core.checks._traffic import traffic_notes
from bot.core.checks._unproven import Allowed, by_organization, of_an_organization
from bot.core.checks._world import publish_request, undocumented, with_source
from bot.core.findings import Amendment, Finding, Status
from bot.core.model.budget import Notification
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, only_by_everyone, rule, rule_surely
from bot.core.policy.decision import Effect, Request
from bot.core.policy.expiry import earliest, expiry, later
from bot.core.senders import PUBLISH, SOURCE_ARN, SOURCE_OWNER, Sender
from bot.core.texts.words import capital

CODES = {
    "topic.policy-silent": Status.BROKEN,
    "topic.policy-near-miss": Status.BROKEN,
    "topic.policy-denies": Status.BROKEN,
    "topic.policy-undecidable": Status.UNKNOWN,
    "topic.organization-unproven": Status.AT_RISK,
    "topic.everyone-unproven": Status.AT_RISK,
    "topic.policy-ends": Status.AT_RISK,
    "topic.policy-allows": Status.OK,
}
finding_factory = FindingFactory(CODES)

FindingText = tuple[str, str, tuple[str, ...]]
"""A code, its sentence and its evidence."""


def check(path: Path) -> Iterator[Finding]:
    """Evaluate the policy for sns:Publish."""
    topic = path.topic
    if not isinstance(topic, Topic) or role_of(path):
        return
    request = publish_request(path, topic)
    if request is None:
        yield finding_factory(
            "topic.policy-undecidable", topic.arn, undocumented(topic.partition, path.sender)
        )
    elif topic.policy is None:
        yield finding_factory("topic.policy-undecidable", topic.arn, _HIDDEN)
    else:
        rulings = [rule_surely([topic.policy], one) for one in _requests(path, request)]
        shown = decisive(rulings, [topic.policy])
        for code, says, evidence in _told(path.sender, topic.policy, rulings):
            made = finding_factory(
                code, topic.arn, says, evidence=(*evidence, *traffic_notes(topic, path.sender))
            )
            proposed = _amendments(path, topic, request, code)
            yield replace(made, amendments=proposed, statements=shown)


def _told(sender: Sender, document: str, rulings: list[Ruling]) -> list[FindingText]:
    ruling, *others = rulings
    if any(other.effect is not ruling.effect for other in others):
        return [("topic.policy-undecidable", _of_an_action(sender), ())]
    if ruling.effect is Effect.ALLOW:
        if sender.by_everyone and not only_by_everyone([document], ruling.request):
            return [("topic.policy-undecidable", _not_for_it(sender, deciders(ruling)), ())]
        says = f"The topic policy lets {sender.title} publish: {deciders(ruling)}."
        return list(_risks(sender, rulings, document)) or [("topic.policy-allows", says, ())]
    return [_refused(sender, ruling, document, tuple(one.request for one in rulings))]


def _risks(sender: Sender, rulings: list[Ruling], document: str) -> Iterator[FindingText]:
    """Why what the policy allows may not hold, or not for long."""
    requests = [ruling.request for ruling in rulings]
    if said_so := by_organization(_allowed(sender, rulings, document)):
        yield ("topic.organization-unproven", *said_so)
    if any(_by_everyone_alone(sender, document, one) for one in requests):
        by = deciders(rulings[0])
        yield "topic.everyone-unproven", _everyone(sender, by), (_LEAVE.format(by=capital(by)),)
    end = earliest(expiry([document], request) for request in requests)
    if end:
        yield (
            "topic.policy-ends",
            ends(end, "The topic policy", "publish", [document], requests, sender),
            (),
        )


def _by_everyone_alone(sender: Sender, document: str, request: Request) -> bool:
    """Whether only statements for everybody let it in, and none of which AWS says that it does.

    It says so of the owner's, for a sender that brings aws:SourceOwner (docs/facts.md 2.2).
    """
    if not only_by_everyone([document], request):
        return False
    if not sender.source_owner:
        return True
    ownerless = replace(
        request, context={k: v for k, v in request.context.items() if k != SOURCE_OWNER}
    )
    return rule([document], ownerless).effect is Effect.ALLOW


def _allowed(sender: Sender, rulings: list[Ruling], document: str) -> Allowed:
    return Allowed([document], rulings, sender.title, "The topic policy", "publish", _SURE)


_SURE = "a statement that asks for aws:SourceAccount instead is known to work"


def _everyone(sender: Sender, by: str) -> str:
    return (
        f"The topic policy lets {sender.title} publish only by {by}, which is for everybody (*). "
        "Name the service in a statement of its own: nobody has shown that a statement for "
        f"everybody lets {sender.title} in."
    )


def _add(sender: Sender, service: str) -> str:
    if sender.by_everyone:
        return (
            f"AWS documents for it a statement for everybody (*) that allows {PUBLISH} and asks "
            "for aws:SourceOwner."
        )
    return f"Add a statement that allows {service} {PUBLISH}."


def _not_for_it(sender: Sender, by: str) -> str:
    return (
        f"The topic policy lets {sender.title} publish only by {by}, and AWS documents for "
        f"{sender.title} a statement for everybody (*) with aws:SourceOwner alone: whether another "
        "one lets it in cannot be told."
    )


_LEAVE = "{by} can stay as it is: others may come in by it."


def _amendments(path: Path, topic: Topic, request: Request, code: str) -> tuple[Amendment, ...]:
    if code not in _HAVE_DENYS or topic.policy is None:
        return ()
    documents, requests = [topic.policy], tuple(_requests(path, request))
    if code == "topic.organization-unproven":
        rulings = [rule_surely(documents, one) for one in requests]
        return amendments(documents, of_an_organization(rulings), topic.arn)
    if code == "topic.policy-ends":
        end = earliest(expiry(documents, one) for one in requests)
        return amendments(documents, later(end, requests), topic.arn) if end else ()
    return amendments(documents, requests, topic.arn)


_HAVE_DENYS = (
    *("topic.policy-denies", "topic.policy-undecidable"),
    *("topic.organization-unproven", "topic.policy-ends"),
)


def _requests(path: Path, request: Request) -> Iterator[Request]:
    """The request; for a subject's action also with the action's own ARN (docs/facts.md 1.3)."""
    yield request
    source, notification = request.context.get(SOURCE_ARN), path.notification
    if isinstance(notification, Notification) and notification.action and source:
        actions = path.sender.sources_of_actions(str(source))
        if actions:
            yield with_source(request, path.account, f"{actions}{notification.action}")


def _of_an_action(sender: Sender) -> str:
    subject = sender.subject
    return (
        f"Whether the topic policy lets {sender.title} publish for this {subject} action cannot be "
        "told: it tests aws:SourceArn, and AWS does not document whether an action's message "
        f"carries the {subject}'s ARN or its own. A pattern that ends in :* or in the {subject}'s "
        "name and * fits both."
    )


_HIDDEN = (
    "AWS showed no policy of the topic, though every topic has one. Allow budget-check "
    "sns:GetTopicAttributes on the topic in full, then check again."
)


def _refused(
    sender: Sender, ruling: Ruling, document: str, requests: tuple[Request, ...]
) -> FindingText:
    if ruling.effect is Effect.DENY:
        says, evidence = denied([document], requests, "The topic policy", "publish", sender.title)
        return "topic.policy-denies", says, evidence
    found = suspicions(ruling, [document])
    if ruling.effect is Effect.UNKNOWN:
        says = undecidable(ruling, "the topic policy", "publish", [document], sender)
        return "topic.policy-undecidable", says, beyond(says, found.meant)
    if found.meant:
        says = (
            f"The topic policy means to let {sender.title} publish and does not. {found.meant[0]}"
        )
        return "topic.policy-near-miss", says, found.meant[1:]
    says = (
        f"Nothing in the topic policy lets {sender.title} ({ruling.request.service}) publish to "
        f"the topic, and nothing else reports an error. {_add(sender, ruling.request.service)}"
    )
    return "topic.policy-silent", says, found.near
