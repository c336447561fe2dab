"""allow-on-key, over the incidents of docs/causes.md."""

from __future__ import annotations

from bot.core.model.key import PredefinedAlias
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    DEFAULT,
    KEY,
    OTHER,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    Doc,
    document,
    encrypted,
    grant,
    key,
    key_path,
    key_statement,
    path,
    refused,
    statement,
)
from tests.core.fixes.case import Case

WITH_REGION = {
    **ACCOUNT_ONLY,
    "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"},
}
VIA = {"StringEquals": {"kms:ViaService": f"sns.{REGION}.amazonaws.com"}}
EVENTS = key_statement(None, service="events.amazonaws.com", sid="Events")
STALE = statement(principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}, action="kms:*", resource="*")
OURS = "BudgetCheckAllowBudgets"
OTHERS = (
    statement("events.amazonaws.com", sid="events"),
    statement("cloudwatch.amazonaws.com", sid="cloudwatch"),
)
BY_GRANT = key_path(document(ROOT), grants=(grant(),))


def full(size: int) -> str:
    """A key policy of nearly this size."""
    filler: Doc = {**ROOT, "Sid": "x" * (size - len(document(ROOT, ROOT)) + len("root"))}
    return document(ROOT, filler)


CASES = [
    Case(
        "aws-blocks#336: kms:* for the account's root",
        key_path(document(ROOT)),
        ("key.policy-silent",),
        mentions=("Every other statement", "topic stays encrypted", "notice nothing"),
    ),
    Case(
        "cds-snc#2037: a shared key without Budgets, and another publisher on it",
        path(
            topic=encrypted(policy=document(DEFAULT, PUBLISHING, *OTHERS)),
            key=key(document(ROOT, EVENTS)),
        ),
        ("key.policy-silent",),
        mentions=(
            "EventBridge (events.amazonaws.com) is still served.",
            "CloudWatch (cloudwatch.amazonaws.com) is not served today and will not be",
        ),
        absent=("Budgets (budgets.amazonaws.com) is",),
    ),
    Case(
        "cds-snc#2049: a Region in the key's SourceArn",
        key_path(document(ROOT, key_statement(WITH_REGION, sid="Allow_Budgets_for_CMK"))),
        ("key.policy-near-miss",),
    ),
    Case(
        "ours, narrowed by somebody until it never matches",
        key_path(document(ROOT, key_statement(WITH_REGION, sid=OURS))),
        ("key.policy-near-miss",),
    ),
    Case(
        "serverless-application-model#1796: Decrypt is missing",
        key_path(document(ROOT, key_statement(action="kms:GenerateDataKey*"))),
        ("key.policy-partial",),
    ),
    Case(
        "a statement without Resource",
        key_path(document(ROOT, key_statement(resource=None))),
        ("key.statement-without-effect",),
    ),
    Case(
        "jreijn 2025-08: SourceArn on the key",
        key_path(document(ROOT, key_statement(SOURCE))),
        ("key.source-arn-unproven",),
    ),
    Case(
        "only a statement for everybody",
        key_path(document(ROOT, key_statement(principal={"AWS": "*"}))),
        ("key.everyone-unproven",),
    ),
    Case(
        "the organisation's id alone",
        path(
            topic=encrypted(organization="o-1"),
            key=key(document(ROOT, key_statement({"StringEquals": {"aws:SourceOrgID": "o-1"}}))),
        ),
        ("key.organization-unproven",),
    ),
    Case("only a grant", BY_GRANT, ("key.grant-only",)),
    Case(
        "kms:ViaService that fits",
        key_path(document(ROOT, key_statement(VIA))),
        ("key.condition-unproven",),
    ),
    Case(
        "an encryption context that fits, for everybody, up to a date",
        key_path(
            document(
                ROOT,
                key_statement(
                    {
                        "StringEquals": {"kms:EncryptionContext:aws:sns:topicArn": TOPIC},
                        "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"},
                    },
                    principal="*",
                ),
            )
        ),
        ("key.condition-unproven", "key.everyone-unproven", "key.policy-ends"),
    ),
    Case(
        "a Deny of what does not come through SNS",
        key_path(
            document(
                ROOT,
                key_statement(VIA),
                key_statement(
                    {"StringNotEquals": VIA["StringEquals"]}, effect="Deny", principal="*"
                ),
            )
        ),
        mentions=("key.policy-undecidable would remain",),
    ),
    Case(
        "an Allow that turns on the organisation",
        key_path(document(ROOT, key_statement({"StringEquals": {"aws:SourceOrgID": "o-1"}}))),
        ("key.policy-undecidable",),
    ),
    Case(
        "an Allow that turns on a key of KMS that nobody knows",
        key_path(document(ROOT, key_statement({"StringEquals": {"kms:KeySpec": "x"}}))),
        ("key.policy-undecidable",),
    ),
    Case(
        "silent, and the grants are unread: a statement settles it",
        key_path(document(ROOT), grants=refused("kms:ListGrants", KEY)),
        ("key.unreadable",),
    ),
    Case(
        "an Allow that ends",
        key_path(
            document(
                ROOT, key_statement({"DateLessThan": {"aws:EpochTime": "1798761600"}}, sid="x")
            )
        ),
        ("key.policy-ends",),
    ),
    Case(
        "a Deny that begins",
        key_path(
            document(
                ROOT,
                key_statement(),
                key_statement({"DateGreaterThan": {"aws:EpochTime": "1798761600"}}, effect="Deny"),
            )
        ),
        mentions=("key.policy-ends would remain",),
    ),
    Case(
        "a Deny for other sources keeps the SourceArn unproven",
        key_path(
            document(
                key_statement(),
                key_statement(
                    {"ArnNotLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}},
                    effect="Deny",
                ),
            )
        ),
        mentions=("key.source-arn-unproven would remain",),
    ),
    Case(
        "the key is disabled too: both are needed, and it is said",
        key_path(document(ROOT), state="Disabled"),
        ("key.policy-silent",),
        mentions=("This alone does not bring the alert back: The key is disabled",),
    ),
    Case(
        "our Sid is somebody else's",
        key_path(document(ROOT, key_statement(effect="Deny", sid=OURS, service="x.amazonaws.com"))),
        ("key.policy-silent",),
    ),
    Case(
        "cookiecutter#62: a principal that no longer exists",
        key_path(document(ROOT, STALE)),
        mentions=("AIDACKCEVSQ6C2EXAMPLE in statement 2", "Take those ids out first"),
    ),
    Case("room for it", key_path(full(32_000)), ("key.policy-silent",)),
    Case("no room for it", key_path(full(32_700)), mentions=("and KMS takes 32,768",)),
    Case(
        "a Deny",
        key_path(document(ROOT, key_statement(effect="Deny", sid="no"))),
        mentions=("key.policy-denies",),
    ),
    Case(
        "a Deny of one of the two calls beside an Allow that misses",
        key_path(
            document(
                ROOT,
                key_statement(WITH_REGION),
                key_statement(None, action="kms:Decrypt", effect="Deny", sid="no"),
            )
        ),
        mentions=("key.policy-denies",),
    ),
    Case(
        "a Deny that waits behind a condition",
        key_path(
            document(
                ROOT,
                key_statement(
                    {"StringNotEquals": {"aws:SourceOrgID": "o-1"}}, effect="Deny", sid="no"
                ),
            )
        ),
        mentions=("key.policy-undecidable",),
    ),
    Case(
        "the AWS managed key cannot be edited",
        path(topic=encrypted("alias/aws/sns"), key=PredefinedAlias("alias/aws/sns")),
        mentions=("key.aws-managed",),
    ),
    Case(
        "a key of another account",
        key_path(document(ROOT), account=OTHER, state="Disabled"),
        mentions=("key.other-account",),
    ),
    Case("no key", path(topic=encrypted(), key=NotFound(KEY)), mentions=("key.missing",)),
    Case("an unread policy", key_path(policies=refused("kms:GetKeyPolicy", KEY))),
    Case("a healthy path", key_path(), mentions=("Nothing that the check says",)),
    Case("a topic without encryption", path(), mentions=("Nothing",)),
]
