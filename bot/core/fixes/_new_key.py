"""The policy of a key that serves whom the topic served (docs/facts.md 2.5 and 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.fixes._statements import (
    Statement,
    account_root,
    policy,
    principals_through_sns,
    service_on_key,
)
from bot.core.model.topic import Topic
from bot.core.policy.publishers import Publisher, Publishers
from bot.core.policy.services import (
    is_a_service,
    is_documented,
    sid_for,
    title_of,
    uses_a_role,
)
from bot.core.senders import SOURCE_ACCOUNT, Sender, all_senders
from bot.core.texts.words import listed


@dataclass(frozen=True, slots=True)
class NewKey:
    """The policy's text, and what is to be said of who publishes: whom it serves, what may fail.

    `touched` names those that may fail.
    """

    policy: str
    impact: tuple[str, ...]
    risks: tuple[str, ...]
    touched: tuple[str, ...]


def new_key(
    topic: Topic,
    sender: str,
    ours: Statement,
    found: Publishers,
    configured: tuple[Statement, ...] = (),
) -> NewKey:
    """The key for the topic: its account, the path's sender, and each service that it admits.

    `sender` is that one's principal, `ours` its statement; `configured` are those for others that
    publish by their configuration, and that the topic's policy does not name.
    """
    others = [p for p in found.services if p.service != sender]
    served = [p for p in others if is_a_service(p.service) and _is_told(p) and _uses_keys(p)]
    statements = [
        account_root(topic.account, topic.partition),
        principals_through_sns(topic.account, topic.region),
        ours,
        *configured,
        *(_for(p) for p in served),
    ]
    risks, touched = tuple(_risks(others, found)), tuple(_touched(others, found))
    return NewKey(policy(_unique(statements)), _SERVED, risks, touched)


def _for(publisher: Publisher) -> Statement:
    """A condition that AWS does not document for a sender could keep it out."""
    accounts = () if _without_condition(publisher) else publisher.accounts
    return service_on_key(sid_for(publisher.service), publisher.service, accounts)


def _known(publisher: Publisher) -> Sender | None:
    return next(
        (one for one in all_senders() if publisher.service in one.principals.values()), None
    )


def _without_condition(publisher: Publisher) -> bool:
    """Whether it is known, and is not known to send aws:SourceAccount to KMS."""
    known = _known(publisher)
    return known is not None and SOURCE_ACCOUNT not in known.key_sources


def _uses_keys(publisher: Publisher) -> bool:
    known = _known(publisher)
    return known is None or known.encrypted_topics


def _is_told(publisher: Publisher) -> bool:
    """False where a statement would have to let the service in for every account there is."""
    return bool(publisher.accounts) or _without_condition(publisher)


def _unique(statements: list[Statement]) -> list[Statement]:
    """A number behind a Sid that two services would share ("a.b" and "a-b")."""
    seen: dict[object, int] = {}
    for statement in statements:
        sid = statement["Sid"]
        seen[sid] = seen.get(sid, 0) + 1
        if seen[sid] > 1:
            statement["Sid"] = f"{sid}x{seen[sid]}"
    return statements


def _touched(others: list[Publisher], found: Publishers) -> Iterator[str]:
    # Who supports no encrypted topics gets through neither by the key that is left nor by this one.
    yield from (title_of(p.service) for p in others if _uses_keys(p) and not _is_sure(p))
    yield from (f"account {account}" for account in found.accounts)
    if found.everyone:
        yield "anyone not named in the topic's policy"


def _is_sure(publisher: Publisher) -> bool:
    """Whether the new key surely serves it."""
    documented = is_documented(publisher.service) or _known(publisher) is not None
    known = uses_a_role(publisher.service) or documented
    return is_a_service(publisher.service) and _is_told(publisher) and known


def _risks(others: list[Publisher], found: Publishers) -> Iterator[str]:
    for publisher in others:
        yield from _of(publisher)
    if found.everyone:
        yield (
            f"The topic policy also has {listed(found.everyone)} for everybody. Which services "
            "come in by that cannot be told: one that is not named gets no statement on the new "
            "key, and publishes in vain until it has one."
        )
    for account in found.accounts:
        yield (
            f"Principals of account {account} get no right on the new key: add one if they "
            "publish to this topic."
        )


_SERVED = (
    "Principals of the account that may publish to the topic can do so with the new key: it "
    "lets them in through SNS, as the AWS managed key does.",
    "IAM policies of the account that allow KMS actions on every key hold for this one too.",
)


def _of(publisher: Publisher) -> Iterator[str]:
    title = title_of(publisher.service)
    if not is_a_service(publisher.service):
        yield f"{title} is no service principal, so it gets no statement on the new key."
    elif not _uses_keys(publisher):
        yield (
            f"{title} does not support encrypted topics: it gets no statement on the new key, and "
            "is shut out by any key, today's as well. Give it a topic of its own that is not "
            "encrypted."
        )
    elif not _is_told(publisher):
        yield (
            f"The topic policy lets {title} publish for accounts that it does not name: it gets no "
            "statement on the new key, and publishes in vain until it has one."
        )
    elif uses_a_role(publisher.service):
        yield (
            f"{title} publishes with an IAM role of yours: the role comes in through SNS like "
            "every principal of the account."
        )
    elif _without_condition(publisher):
        yield (
            f"{title} gets in without a condition: AWS documents no aws:SourceAccount on its call "
            "to KMS, so none can be asked for."
        )
    elif not is_documented(publisher.service):
        yield (
            f"AWS does not document what {title} brings to KMS. It gets a statement with "
            "aws:SourceAccount; watch it after the move."
        )
    elif not publisher.bound:
        yield (
            f"The topic policy does not say for which accounts {title} publishes: the new key lets "
            f"it in for {listed(publisher.accounts)} alone."
        )
