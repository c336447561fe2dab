"""AWS Budgets."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, Sender

SENDER = Sender(
    id="budgets",
    title="AWS Budgets",
    # China publishes Budgets ARNs (arn:aws-cn:budgets::...) but no principal; GovCloud has no
    # Budgets endpoint (docs/facts.md 1.1, 1.3).
    principals={"aws": "budgets.amazonaws.com"},
    subject="budget",
    notifier="notification",
    message="budget alert",
    # Budgets ARNs have no Region (docs/facts.md 1.1).
    source_arn="arn:{partition}:budgets::{account}:budget/{name}",
    # Whether an action's message carries the budget's ARN or its own is not known
    # (docs/facts.md 1.3).
    actions_arn="{source}/action/",
    # Not among the services of which AWS says that they send it, and refused live
    # (docs/facts.md 2.2).
    source_owner=False,
    # As AWS prints the statement. The pattern ends in ":*", not in the budget's name, for names may
    # hold what SNS does not take (docs/facts.md 1.1, 1.4).
    topic_sources=(SOURCE_ACCOUNT, SOURCE_ARN),
    source_pattern="arn:{partition}:budgets::{account}:*",
    # Which aws:SourceArn, if any, reaches KMS is not documented, and a wrong one cost people weeks;
    # aws:SourceAccount alone works (docs/facts.md 1.1, docs/causes.md 0).
    key_sources=(SOURCE_ACCOUNT,),
    # "Cross-account Amazon SNS isn't supported." (docs/facts.md 1.2)
    across_accounts=False,
    # The topic may be in any Region (docs/facts.md 1.2).
    across_regions=True,
    # Publish to a FIFO topic needs a MessageGroupId (docs/facts.md 2.4).
    message_group=False,
    # No message attributes, a body of plain text (docs/facts.md 2.4).
    plain=True,
    # One alert a budget and period; a missed one is never sent again (docs/facts.md 1.5).
    repeats=False,
    temporary="budget",
    # "If the recipient does not verify the address, AWS Budgets does not send" (docs/facts.md 1.6).
    verifies_emails=True,
    # UpdateSubscriber is the only way to another topic that leaves no gap (docs/facts.md 1.3). The
    # options have an equals sign: a name may begin with a dash.
    repoint=(
        *("aws", "budgets", "update-subscriber", "--account-id={account}"),
        *("--budget-name={subject}", "--notification={notifier}"),
        "--old-subscriber=SubscriptionType=SNS,Address={topic}",
        "--new-subscriber=SubscriptionType=SNS,Address={other}",
    ),
)
