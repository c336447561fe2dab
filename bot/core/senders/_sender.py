"""What is known of an AWS service that publishes to a topic, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.policy.decision import Request
from bot.core.senders._call import Origin, Resource, call, on_key, without

SOURCE_ACCOUNT = "aws:SourceAccount"
SOURCE_ARN = "aws:SourceArn"
SOURCE_OWNER = "aws:SourceOwner"


@dataclass(frozen=True, slots=True)
class Sender:
    """An AWS service that publishes.

    What its file does not say it is taken not to do: say what AWS documents, or a FIFO topic and a
    topic of another account are BROKEN.

    Who it is:
        title: its name for people.
        principals: a partition's service principal. Where AWS documents none the partition is
            missing, and nothing can be decided.
        option, setting: the word that people type before the colon ("alarm:NAME"), and the one in
            SENDERS that has it read; "" for a sender that nobody asks for by such a word.
        subject, notifier, message: in its own words what a path starts from ("budget"), what names
            the topic there ("notification"), and what it publishes ("budget alert").

    What its publish carries:
        source_arn: aws:SourceArn, a template of Origin's fields; "" where that is not known.
        actions_arn: what stands before a subject's action in an aws:SourceArn, a template of
            `source`, the subject's own; "" where subjects have no actions.
        source_owner: whether it sends SNS aws:SourceOwner; None where AWS does not say.
        plain: whether its message has no attributes, and a body of plain text.
        message_group: whether it sends the message group that a FIFO topic asks for; None where AWS
            does not say.
        by_everyone: whether the statement that AWS documents for it is one for everybody ("*"), and
            none that names the service is known to let it in.
        topic_never, key_never: condition keys that its publish, and its call to KMS, never carry,
            so that a statement which asks for them keeps it out.

    What a statement may ask for to let it in, so that it is known to work:
        topic_sources: of aws:SourceAccount and aws:SourceArn, in a topic policy.
        source_pattern: the aws:SourceArn to write there, a template of Origin's fields.
        key_sources: the same in a key policy.
        topic_unsure, key_unsure: the keys that AWS does not document for its publish, and for its
            call to KMS: absent, or as assumed.

    What it does:
        encrypted_topics: whether it publishes to an encrypted topic, given the rights on its key.
        beside_topic: how what it tells reaches an encrypted topic all the same, in a sentence; ""
            where AWS documents no way.
        across_accounts: whether it publishes to a topic of another account; None where AWS does not
            say.
        across_regions: whether it publishes to a topic of another Region than its own.
        repeats: whether an alert that could not be published comes again.
        verifies_emails: whether it mails an address itself, once that was verified.
        repoint: the words of the command that points a notifier at another topic, templates of
            `account`, `subject` (its name), `notifier` (as JSON), `topic` and `other`.
        temporary: what a proof makes for a while so that it publishes, doing no harm; "" where
            nothing does.
    """

    id: str
    title: str
    principals: Mapping[str, str]
    source_arn: str = ""
    key_unsure: tuple[str, ...] = ()
    option: str = ""
    setting: str = ""
    subject: str = "source"
    notifier: str = "source"
    message: str = "alert"
    actions_arn: str = ""
    source_owner: bool | None = None
    plain: bool = False
    message_group: bool | None = False
    by_everyone: bool = False
    topic_never: tuple[str, ...] = ()
    key_never: tuple[str, ...] = ()
    topic_sources: tuple[str, ...] = ()
    topic_unsure: tuple[str, ...] = ()
    source_pattern: str = ""
    key_sources: tuple[str, ...] = ()
    encrypted_topics: bool = True
    beside_topic: str = ""
    across_accounts: bool | None = False
    across_regions: bool = False
    repeats: bool = False
    verifies_emails: bool = False
    repoint: tuple[str, ...] = ()
    temporary: str = ""

    def principal(self, partition: str) -> str | None:
        """The service principal in a partition; None where AWS documents none."""
        return self.principals.get(partition)

    def source(self, origin: Origin) -> str:
        """The aws:SourceArn that the sender's requests carry."""
        return origin.fill(self.source_arn)

    def sources_of_actions(self, source: str) -> str:
        """What the aws:SourceArn of a subject's actions begins with; "" where it has none."""
        return self.actions_arn.format(source=source)

    def request(
        self, action: str, resource: Resource, origin: Origin, now: datetime, principal: str = ""
    ) -> Request | None:
        """The sender's call; None where its principal is not documented.

        `principal` stands in for the usual one (SNS in opt-in Regions).
        """
        service = principal or self.principal(origin.partition)
        if service is None:
            return None
        made = call(service, action, resource, origin, now, self.source(origin))
        if action.startswith("kms:"):
            return without(on_key(made, resource, origin, self.key_unsure), self.key_never)
        made = replace(made, unknown=(*made.unknown, *self.topic_unsure))
        made = made if self.source_owner is False else self._with_owner(made, origin)
        return without(made, self.topic_never)

    def _with_owner(self, made: Request, origin: Origin) -> Request:
        """The call with aws:SourceOwner, which is the source's account (docs/facts.md 2.2)."""
        context = {**made.context, SOURCE_OWNER: origin.account}
        unsure = () if self.source_owner else (SOURCE_OWNER,)
        return replace(made, context=context, unknown=(*made.unknown, *unsure))
