from dataclasses import replace

from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.senders import Sender
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    ALARM,
    BUDGET_ARN,
    BUDGETS,
    KEY,
    KEY_POLICY,
    OTHER,
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
    sender,
    subject,
    subject_path,
    topic,
)
from tests.core.checks.case import Case

ALLOWS = ("key.policy-allows OK",)
SILENT = ("key.policy-silent BROKEN",)
NEAR = ("key.policy-near-miss BROKEN",)
PARTIAL = ("key.policy-partial BROKEN",)
DENIES = ("key.policy-denies BROKEN",)
IDLE = ("key.statement-without-effect BROKEN",)
UNDECIDABLE = ("key.policy-undecidable UNKNOWN",)
GRANT = ("key.grant-only UNKNOWN",)
UNREAD = ("key.unreadable UNKNOWN",)
SOURCE_ARN = ("key.source-arn-unproven AT_RISK",)
EVERYONE = ("key.everyone-unproven AT_RISK",)
CONDITION = ("key.condition-unproven AT_RISK",)
ENDS = ("key.policy-ends AT_RISK",)
ORGANIZATION = ("key.organization-unproven AT_RISK",)
LATER = "2027-01-01T00:00:00Z"
VIA = f"sns.{REGION}.amazonaws.com"
CONTEXT = "kms:EncryptionContext:aws:sns:topicArn"
LIST_GRANTS = refused("kms:ListGrants", KEY)


def case(title: str, made: Doc | None, expected: tuple[str, ...], *mentions: str) -> Case:
    """A key with the account's statement and one more."""
    policy = document(ROOT, made) if made else document(ROOT)
    return Case(title, key_path(policy), expected, mentions)


def like(arn: str) -> dict[str, object]:
    return {"ArnLike": {"aws:SourceArn": arn}}


THROUGH_SNS: Doc = {
    "Sid": "through SNS",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "StringEquals": {
            "kms:ViaService": VIA,
            "kms:CallerAccount": ACCOUNT,
        }
    },
}
DENY_ORG = key_statement(
    {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
    effect="Deny",
    action="kms:*",
    principal="*",
    sid="OnlyOrg",
)
DENY_DECRYPT = key_statement(None, effect="Deny", action="kms:Decrypt", principal="*", sid="No")
ONLY_DECRYPT = key_statement(action="kms:Decrypt")

EVENTS, CLOUDWATCH = "events.amazonaws.com", "cloudwatch.amazonaws.com"
ALARMS, RULES, TRAILS = sender("alarm"), sender("rule"), sender("trail")


def of(who: Sender, made: Doc, **changes: object) -> Path:
    """A path of this sender to a topic whose key has the statement."""
    about = subject(who, **changes)
    return subject_path(who, about, topic=encrypted(), key=key(document(ROOT, made)))


CASES = [
    *(
        Case(f"a rule and {title}", of(RULES, made), expected, mentions)
        for title, made, expected, mentions in [
            ("no condition", key_statement(None, service=EVENTS), ALLOWS, ()),
            (
                "aws:SourceAccount",
                key_statement(service=EVENTS),
                NEAR,
                ("Leave that condition out",),
            ),
            ("aws:SourceArn", key_statement(SOURCE, service=EVENTS), NEAR, ("aws:SourceArn",)),
        ]
    ),
    Case(
        "an alarm and its ARN, which AWS documents there",
        of(ALARMS, key_statement({"ArnLike": {"aws:SourceArn": ALARM}}, service=CLOUDWATCH)),
        ALLOWS,
    ),
    Case(
        "a trail and aws:SourceAccount, which AWS documents nowhere on a key",
        of(TRAILS, key_statement(service="cloudtrail.amazonaws.com")),
        UNDECIDABLE,
        ("aws:SourceAccount",),
    ),
    Case("a role publishes", of(RULES, key_statement(), role="arn:aws:iam::1:role/r")),
    Case("no encrypted topics at all", of(sender("config"), key_statement())),
    Case("not encrypted", path()),
    Case(
        "let in for its account",
        key_path(),
        ALLOWS,
        ('statement 2 ("AllowBudgets")', "Resource control policies", "5 minutes"),
    ),
    case("as AWS prints it", key_statement(None, sid=None), ALLOWS, "statement 2."),
    case("the bare actions", key_statement(action=("kms:GenerateDataKey", "kms:Decrypt")), ALLOWS),
    case("kms:*", key_statement(action="kms:*"), ALLOWS),
    case("the key's own ARN", key_statement(resource=KEY), ALLOWS),
    Case(
        "in the second policy (docs/facts.md 3.2)",
        key_path(document(ROOT), document(key_statement())),
        ALLOWS,
        ("of the key's second policy",),
    ),
    case("the root statement alone (docs/causes.md K2)", None, SILENT, "never covers a service"),
    case("a copy of alias/aws/sns's statement", THROUGH_SNS, SILENT, "kms:CallerAccount"),
    case(
        "a Region in the ARN (docs/causes.md K4, cds-snc #2049)",
        key_statement(like(f"arn:aws:budgets:{REGION}:{ACCOUNT}:*")),
        NEAR,
        "carry no Region",
        "aws:SourceAccount alone",
    ),
    case(
        "another account (K4)",
        key_statement({"StringEquals": {"aws:SourceAccount": OTHER}}),
        NEAR,
        OTHER,
    ),
    case(
        "sns instead of Budgets",
        key_statement(service="sns.amazonaws.com"),
        NEAR,
        "sns.amazonaws.com",
    ),
    case(
        "an alias as resource",
        key_statement(resource=f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/alerts"),
        NEAR,
        "alias/alerts",
    ),
    case(
        "Decrypt is missing (docs/causes.md K3)",
        key_statement(action="kms:GenerateDataKey*"),
        PARTIAL,
        "kms:GenerateDataKey and not kms:Decrypt",
    ),
    case(
        "GenerateDataKey is missing (docs/causes.md K3)",
        ONLY_DECRYPT,
        PARTIAL,
        "not kms:GenerateDataKey",
    ),
    case("no Resource (docs/causes.md K5)", key_statement(resource=None), IDLE, "no Resource"),
    case("no Action (docs/causes.md K5)", key_statement(action=None), IDLE, "no Action"),
    case(
        "no Resource in somebody else's statement",
        key_statement(service="events.amazonaws.com", resource=None, sid="Events"),
        SILENT,
    ),
    case(
        "an operator of tomorrow",
        key_statement({"StringSounds": {"aws:SourceAccount": ACCOUNT}}),
        UNDECIDABLE,
        "StringSounds",
    ),
    Case(
        "a Deny for outsiders (docs/causes.md K9)",
        key_path(document(ROOT, key_statement(), DENY_ORG)),
        DENIES,
        ('statement 3 ("OnlyOrg")',),
    ),
    Case(
        "a Deny in the second policy",
        key_path(KEY_POLICY, document(DENY_DECRYPT)),
        DENIES,
        ("kms:Decrypt", "second policy"),
    ),
    Case(
        "a Deny wins over a grant",
        key_path(document(ROOT, DENY_ORG), grants=(grant(),)),
        DENIES,
    ),
    case(
        "kms:ViaService on the sender (docs/causes.md K4)",
        key_statement({"StringEquals": {"kms:ViaService": VIA}}),
        CONDITION,
        'only by statement 2 ("AllowBudgets"), which tests kms:ViaService',
        "The value fits",
        "CodeStar",
        "GameLift",
    ),
    case(
        "an encryption context (docs/causes.md K4)",
        key_statement({"StringEquals": {CONTEXT: TOPIC, "aws:SourceAccount": ACCOUNT}}),
        CONDITION,
        "kms:EncryptionContext:aws:sns:topicArn",
        "GameLift",
    ),
    case(
        "the context's keys, by a wildcard",
        key_statement({"ForAnyValue:StringLike": {"kms:EncryptionContextKeys": "aws:sns:*"}}),
        CONDITION,
        "kms:EncryptionContextKeys",
    ),
    case(
        "all three, and everybody, and SourceArn, and a date",
        key_statement(
            {
                "StringLike": {"kms:ViaService": "sns.*.amazonaws.com", CONTEXT: f"{TOPIC[:20]}*"},
                "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": "aws:sns:topicArn"},
                "ArnLike": {"aws:SourceArn": BUDGET_ARN},
                "DateLessThan": {"aws:CurrentTime": LATER},
            },
            principal="*",
        ),
        (*CONDITION, *SOURCE_ARN, *EVERYONE, *ENDS),
    ),
    case(
        "kms:ViaService of another Region",
        key_statement({"StringEquals": {"kms:ViaService": "sns.eu-west-3.amazonaws.com"}}),
        NEAR,
        "kms:ViaService",
        "sns.eu-west-3.amazonaws.com",
    ),
    case(
        "kms:ViaService with a star that StringEquals takes as it stands",
        key_statement({"StringEquals": {"kms:ViaService": "sns.*.amazonaws.com"}}),
        NEAR,
    ),
    case(
        "the context of another topic",
        key_statement({"StringEquals": {CONTEXT: f"{TOPIC}2"}}),
        NEAR,
        f'asks by StringEquals for kms:EncryptionContext:aws:sns:topicArn "{TOPIC}2"',
        f'"{TOPIC}" there, or without it, so that never fits',
    ),
    Case(
        "a plain statement beside it",
        key_path(
            document(
                key_statement({"StringEquals": {"kms:ViaService": VIA}}, sid="via"), key_statement()
            )
        ),
        ALLOWS,
    ),
    Case(
        "a Deny of what does not come through SNS",
        key_path(
            document(
                key_statement(),
                key_statement(
                    {"StringNotEquals": {"kms:ViaService": VIA}}, effect="Deny", principal="*"
                ),
            )
        ),
        UNDECIDABLE,
        ("kms:ViaService",),
    ),
    Case(
        "such a Deny beside such an Allow",
        key_path(
            document(
                key_statement({"StringEquals": {"kms:ViaService": VIA}}),
                key_statement(
                    {"StringNotEquals": {"kms:ViaService": VIA}}, effect="Deny", principal="*"
                ),
            )
        ),
        UNDECIDABLE,
    ),
    case(
        "kms:ViaService, and a key of which nothing is known",
        key_statement({"StringEquals": {"kms:ViaService": VIA, "kms:KeySpec": "x"}}),
        UNDECIDABLE,
        "kms:KeySpec",
    ),
    case(
        "kms:ViaService, and the organisation",
        key_statement({"StringEquals": {"kms:ViaService": VIA, "aws:SourceOrgID": "o-1"}}),
        UNDECIDABLE,
        "aws:SourceOrgID",
    ),
    case(
        "an Allow that ends",
        key_statement({**ACCOUNT_ONLY, "DateLessThan": {"aws:CurrentTime": LATER}}),
        ENDS,
        "only until 2027-01-01 00:00 UTC",
        'statement 2 ("AllowBudgets") ends then',
    ),
    Case(
        "one of the two calls ends",
        key_path(
            document(
                key_statement(action="kms:GenerateDataKey*", sid="a"),
                key_statement(
                    {"DateLessThan": {"aws:EpochTime": "1798761600"}},
                    action="kms:Decrypt",
                    sid="b",
                ),
            )
        ),
        ENDS,
        ('statement 2 ("b") ends then',),
    ),
    Case(
        "a Deny that begins, in the second policy",
        key_path(
            KEY_POLICY,
            document(
                key_statement(
                    {"DateGreaterThan": {"aws:CurrentTime": LATER}},
                    effect="Deny",
                    principal="*",
                    sid="off",
                )
            ),
        ),
        ENDS,
        ('statement 1 ("off") of the key\'s second policy denies it from then on',),
    ),
    case(
        "the organisation",
        key_statement({"StringEquals": {"aws:SourceOrgID": "o-1"}}),
        UNDECIDABLE,
        "aws:SourceOrgID",
    ),
    Case(
        "the organisation that it is",
        path(
            topic=encrypted(organization="o-1"),
            key=key(document(ROOT, key_statement({"StringEquals": {"aws:SourceOrgID": "o-1"}}))),
        ),
        ORGANIZATION,
        ("tests aws:SourceOrgID", "a statement with aws:SourceAccount alone is known to work"),
    ),
    Case("not JSON", key_path("{"), UNDECIDABLE),
    Case("no policy at all", path(topic=encrypted(), key=key(policies=())), UNDECIDABLE),
    Case(
        "not JSON beside one that allows",
        key_path(KEY_POLICY, "{"),
        UNDECIDABLE,
    ),
    Case(
        "China: no principal is documented",
        path(topic=encrypted(partition="aws-cn"), key=key()),
        UNDECIDABLE,
        ("aws-cn",),
    ),
    case(
        "both conditions (docs/facts.md 1.1)",
        key_statement(SOURCE),
        SOURCE_ARN,
        "aws:SourceAccount alone",
    ),
    case("this one budget's ARN", key_statement(like(BUDGET_ARN)), SOURCE_ARN),
    case(
        "with IfExists, and another ARN would miss",
        key_statement({"ArnLikeIfExists": {"aws:SourceArn": BUDGET_ARN}}),
        SOURCE_ARN,
    ),
    Case(
        "a Deny for other sources",
        key_path(
            document(
                key_statement(),
                key_statement(
                    {"ArnNotLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}},
                    effect="Deny",
                ),
            )
        ),
        SOURCE_ARN,
    ),
    Case(
        "a second statement without it makes it certain",
        key_path(document(key_statement(SOURCE), key_statement())),
        ALLOWS,
    ),
    case("everybody of the account", key_statement(principal="*"), EVERYONE, "everybody"),
    case(
        "everybody, and the service by name",
        key_statement(principal={"AWS": "*", "Service": BUDGETS}),
        ALLOWS,
    ),
    case("everybody at all", key_statement(None, principal={"AWS": "*"}), EVERYONE),
    case(
        "everybody with the source's ARN",
        key_statement(SOURCE, principal="*"),
        (*SOURCE_ARN, *EVERYONE),
    ),
    Case(
        "a grant instead of a statement (docs/causes.md K9b)",
        key_path(document(ROOT), grants=(grant(),)),
        GRANT,
        (grant().id,),
    ),
    Case(
        "two grants together",
        key_path(
            document(ROOT),
            grants=(grant(operations=("Decrypt",)), grant(operations=("GenerateDataKey",))),
        ),
        GRANT,
    ),
    Case(
        "a grant for what the policy lacks",
        key_path(document(ROOT, ONLY_DECRYPT), grants=(grant(operations=("GenerateDataKey",)),)),
        GRANT,
    ),
    Case(
        "a grant with a wildcard",
        key_path(document(ROOT), grants=(grant(source_arn=f"arn:aws:budgets::{ACCOUNT}:*"),)),
        GRANT,
    ),
    Case(
        "a grant that names the service as AWS services' own grants do",
        key_path(document(ROOT), grants=(grant(service=None, grantee=BUDGETS),)),
        GRANT,
    ),
    Case(
        "grants that do not fit",
        key_path(
            document(ROOT),
            grants=(
                grant(operations=("Decrypt",)),
                grant(service="events.amazonaws.com"),
                grant(source_arn=f"{BUDGET_ARN}-other"),
                grant(source_arn=BUDGET_ARN[:-1]),
                grant(source_arn=f"arn:aws:budgets::{OTHER}:*"),
                grant(service=None, grantee=f"arn:aws:iam::{ACCOUNT}:role/x"),
            ),
        ),
        SILENT,
    ),
    Case(
        "silent, and the grants are unread",
        key_path(document(ROOT), grants=LIST_GRANTS),
        UNREAD,
        ("kms:ListGrants", "Nothing in the key policy"),
        unread=True,
    ),
    Case("let in, and the grants are unread", key_path(grants=LIST_GRANTS), ALLOWS, unread=True),
    Case(
        "unread policy",
        key_path(policies=refused("kms:GetKeyPolicy", KEY)),
        UNREAD,
        ("kms:GetKeyPolicy",),
        unread=True,
    ),
    Case(
        "another account's key is another check's",
        key_path(account=OTHER, policies=refused("kms:GetKeyPolicy", KEY)),
        unread=True,
    ),
    Case(
        "an AWS managed key is another check's",
        path(topic=encrypted("alias/aws/sns"), key=PredefinedAlias("alias/aws/sns")),
    ),
    Case(
        "an AWS managed key by its id is another check's too",
        path(topic=encrypted(), key=key(document(ROOT), manager="AWS")),
    ),
    Case(
        "a scanner's repair (docs/causes.md K11)",
        path(
            topic=encrypted("alias/SO0111-SHARR-Remediation-Key"),
            key=replace(key(document(ROOT)), reference="alias/SO0111-SHARR-Remediation-Key"),
        ),
        SILENT,
        ("Automated Security Response",),
    ),
    Case(
        "an alias (docs/causes.md K8)",
        path(topic=encrypted("alias/alerts"), key=replace(key(), reference="alias/alerts")),
        ALLOWS,
        ("by the alias alias/alerts",),
    ),
    Case(
        "a dead key's policy is judged all the same",
        path(topic=topic(key_reference=KEY), key=key(state="Disabled")),
        ALLOWS,
    ),
]
