"""A finding's code in a few words, for where only the code is kept: the list of last verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.senders import Sender

_SUMMARIES: Mapping[str, str] = {
    "budget.not-found": "there is no budget of this name",
    "budget.unhealthy": "AWS has paused this budget, so it sends no alert",
    "budget.no-notifications": "the budget, or one of its notifications, tells nobody",
    "budget.email-only": "alerts go to e-mail addresses and to no topic",
    "budget.forecast-without-history": "a notification waits for a forecast that AWS has not made",
    "budget.ended": "the budget's period is over",
    "budget.unreadable": "the budget or its notifications could not be read",
    "sender.not-found": "there is no {subject} of this name",
    "sender.no-topic": "the {subject} publishes to no topic",
    "sender.no-alarm-action": "the {subject} tells the topic of other states, and nobody of ALARM",
    "sender.tells-part": "the {subject} tells only a part of what it is there for",
    "sender.other-region": "the topic is in another Region than the {subject}",
    "sender.encrypted-unsupported": "the topic is encrypted, which {sender} does not support",
    "sender.disabled": "the {subject} is switched off",
    "sender.inactive": "{sender} has set its notifications inactive",
    "sender.reports-error": "{sender} reports that its last publish failed",
    "sender.report-unclear": "what {sender} reports of its last publish is not understood",
    "sender.role-publishes": "a role publishes, whose own policies are not read",
    "sender.unreadable": "the {subject}, or its own record, could not be read",
    "topic.missing": "the topic does not exist",
    "topic.other-account": "the topic is in another account",
    "topic.fifo": "the topic is a FIFO topic, which refuses {message}s",
    "topic.account-unproven": "the topic is in another account, and whether {sender} publishes "
    "there is not documented",
    "topic.fifo-unproven": "the topic is a FIFO topic, and whether {sender} publishes there is not "
    "documented",
    "topic.policy-silent": "the topic's policy does not let {sender} publish",
    "topic.policy-near-miss": "a statement of the topic's policy means to let {sender} publish, "
    "and never matches",
    "topic.policy-denies": "the topic's policy denies {sender}",
    "topic.alarm-without-publish": "a notification is in ALARM, and nothing was published",
    "topic.traffic-unreadable": "what the topic published and delivered could not be read",
    "topic.organization-unproven": "the topic's policy rests on an organisation id that {sender} "
    "may not send",
    "topic.everyone-unproven": "only a statement for everybody lets {sender} publish",
    "topic.policy-ends": "the topic's policy lets {sender} publish up to a date only",
    "topic.policy-undecidable": "it is not clear what the topic's policy allows",
    "topic.unreadable": "the topic could not be read",
    "key.aws-managed": "the topic is encrypted with a key that AWS manages, which keeps {sender} "
    "out",
    "key.policy-silent": "the key's policy does not let {sender} in",
    "key.policy-near-miss": "a statement of the key's policy means to let {sender} in, and "
    "never matches",
    "key.policy-denies": "the key's policy denies {sender}",
    "key.policy-partial": "the key's policy allows {sender} one of two actions that it needs",
    "key.statement-without-effect": "the key policy's statement for {sender} does nothing",
    "key.disabled": "the key is disabled",
    "key.pending-deletion": "the key is waiting to be deleted",
    "key.pending-import": "the key's imported material is gone",
    "key.unavailable": "the key is not available",
    "key.missing": "the topic's key does not exist",
    "key.other-region": "the key is in another Region than the topic",
    "key.wrong-spec": "the key is not a symmetric encryption key",
    "key.source-arn-unproven": "the key's policy rests on a condition that AWS does not document",
    "key.organization-unproven": "the key's policy rests on an organisation id that {sender} "
    "may not send",
    "key.everyone-unproven": "only a statement for everybody lets {sender} use the key",
    "key.condition-unproven": "the key's policy asks for what AWS does not document that {sender} "
    "sends",
    "key.policy-ends": "the key's policy lets {sender} in up to a date only",
    "key.grant-only": "only a grant may let {sender} use the key",
    "key.other-account": "the key belongs to another account and cannot be read",
    "key.policy-undecidable": "it is not clear what the key's policy allows",
    "key.unreadable": "the key or its policy could not be read",
    "subscription.none": "nobody is subscribed to the topic",
    "subscription.all-pending": "no subscription was ever confirmed",
    "subscription.filtered-out": "a filter policy drops {message}s",
    "subscription.pending": "a subscription waits for its confirmation",
    "subscription.failing": "SNS failed to deliver lately",
    "subscription.raw-to-chatbot": "raw delivery is on for a chat subscription",
    "subscription.filter-undecidable": "it is not clear what a filter policy lets through",
    "subscription.unreadable": "the subscriptions could not be read",
    "endpoint.queue-policy": "a queue's policy does not let SNS send",
    "endpoint.queue-key": "a queue's key does not let SNS in",
    "endpoint.lambda-missing": "a function is gone",
    "endpoint.lambda-policy": "a function does not let SNS call it",
    "endpoint.lambda-cannot-run": "a function cannot run",
    "endpoint.opt-in-principal": "an endpoint lets SNS in under a name that it does not use there",
    "endpoint.webhook-cannot-confirm": "a chat webhook is subscribed, which can never confirm",
    "endpoint.chatbot-disabled": "a chat configuration is disabled",
    "endpoint.chatbot-no-channel": "no chat channel is configured for the topic",
    "endpoint.email-unverified": "whether an e-mail address is verified cannot be seen",
    "endpoint.lambda-not-ready": "a function is not ready to run",
    "endpoint.queue-key-unproven": "a queue's key rests on a condition that AWS does not document",
    "endpoint.webhook-unproven": "whether a chat webhook shows the alert is not known",
    "endpoint.policy-undecidable": "it is not clear what an endpoint's policy allows",
    "endpoint.unreadable": "what is behind a subscription could not be read",
}


def summary(code: str, sender: Sender) -> str:
    """The code in words; the code itself where another version kept one that is not known here.

    `sender` is whose path it was said of.
    """
    words = _SUMMARIES.get(code)
    if not words:
        return code
    return words.format(sender=sender.title, message=sender.message, subject=sender.subject)
