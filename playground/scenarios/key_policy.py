"""What key policies, and grants, say to AWS Budgets."""

from playground.scenarios.expected import at_risk, broken, fine, unknown
from playground.scenarios.model import Grant, Key, Scenario, Topic
from playground.scenarios.policies import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ON_KEY,
    ORGANIZATION,
    OTHER_ACCOUNT,
    ROOT,
    with_condition,
    without,
)

CUSTOMER_KEY = Scenario(
    name="customer-key",
    title="a customer key that lets Budgets in",
    story=(
        "The same topic after the mending: a customer managed key whose policy carries the "
        "statement that AWS prints for AWS Budgets."
    ),
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="cost-all-services-stage",
    expected=fine("key.no-source-condition"),
    topics=(Topic("alert_topic_stage", key=Key("alert-topic-stage"), region="ap-northeast-1"),),
    verified_message=True,
)

CUSTOMER_KEY_WITHOUT_BUDGETS = Scenario(
    name="customer-key-without-budgets",
    title="a customer key that does not know Budgets",
    story=(
        "The key's only statement is the account's own, which covers IAM principals and never a "
        "service."
    ),
    source="https://github.com/aws-devtools-labs/aws-blocks/issues/336",
    budget="cost-all-services-test",
    expected=broken("key.policy-silent"),
    topics=(
        Topic("alert_topic_test", key=Key("alert-topic-test", (ROOT,)), region="ap-northeast-1"),
    ),
)

_ENCRYPT_ONLY = Key("api-alerts", (ROOT, {**BUDGETS_ON_KEY, "Action": "kms:GenerateDataKey*"}))
KEY_DECRYPT_MISSING = Scenario(
    name="key-decrypt-missing",
    title="the key lets Budgets encrypt, not decrypt",
    story=(
        "SNS needs kms:GenerateDataKey and kms:Decrypt of whoever publishes; the statement has "
        "the first only."
    ),
    source="https://github.com/aws/serverless-application-model/issues/1796",
    budget="team-api-spend",
    expected=broken("key.policy-partial"),
    topics=(Topic("api-alerts", key=_ENCRYPT_ONLY),),
)

_ONLY_SNS = {
    "Sid": "OnlySns",
    "Effect": "Deny",
    "Principal": "*",
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "Bool": {"aws:PrincipalIsAWSService": "true"},
        "StringNotEquals": {"aws:PrincipalServiceName": "sns.amazonaws.com"},
    },
}
KEY_DENIES = Scenario(
    name="key-denies",
    title="the key denies every service but SNS",
    story=(
        "The key's policy lets AWS Budgets in, and then denies it to whatever service is not SNS "
        "itself."
    ),
    source="docs/facts.md 4.2.1",
    budget="team-ledger-spend",
    expected=broken("key.policy-denies"),
    topics=(
        Topic(
            "ledger-alerts",
            key=Key("ledger-alerts", (ROOT, BUDGETS_ON_KEY, _ONLY_SNS), by_arn=True),
        ),
    ),
)

_FOR_OLD_TOPIC = with_condition(
    BUDGETS_ON_KEY,
    StringEquals={
        "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:old-game-alerts"
    },
)
KEY_ENCRYPTION_CONTEXT = Scenario(
    name="key-encryption-context",
    title="the key asks for another topic's encryption context",
    story=(
        "The topic was renamed and the key's statement still names the old one. Whether or not "
        "AWS Budgets' call carries the context, it is not that one."
    ),
    source="docs/facts.md 4.1",
    budget="team-game-spend",
    expected=broken("key.policy-near-miss"),
    topics=(Topic("game-alerts", key=Key("game-alerts", (ROOT, _FOR_OLD_TOPIC))),),
)

_FOR_EVERYBODY = with_condition(
    {**BUDGETS_ON_KEY, "Principal": {"AWS": "*"}}, StringEquals={"aws:SourceAccount": ACCOUNT}
)
KEY_EVERYONE_UNPROVEN = Scenario(
    name="key-everyone-unproven",
    title="only a statement for everybody lets Budgets use the key",
    story=(
        'The principal is {"AWS": "*"} with the right aws:SourceAccount. That a service counts as '
        "everybody here is expected and proven nowhere."
    ),
    source="docs/facts.md 11.6",
    budget="team-map-spend",
    expected=at_risk("key.everyone-unproven", judge="cannot judge"),
    topics=(Topic("map-alerts", key=Key("map-alerts", (ROOT, _FOR_EVERYBODY))),),
)

_FOR_THE_ORGANIZATION = with_condition(
    BUDGETS_ON_KEY, StringEquals={"aws:SourceOrgID": ORGANIZATION}
)
KEY_ORGANIZATION_UNPROVEN = Scenario(
    name="key-organization-unproven",
    title="the key asks for the organisation's id",
    story=(
        "The statement lets AWS Budgets in for the account's own organisation. That its call to "
        "KMS carries the id, AWS documents for services in general alone."
    ),
    source="docs/facts.md 4.1",
    budget="team-guild-spend",
    expected=at_risk("key.organization-unproven"),
    topics=(Topic("guild-alerts", key=Key("guild-alerts", (ROOT, _FOR_THE_ORGANIZATION))),),
    organization=ORGANIZATION,
)

KEY_GRANT_ONLY = Scenario(
    name="key-grant-only",
    title="a grant and no statement",
    story=(
        "The key's policy is silent, but a grant names AWS Budgets and this very budget. Whether "
        "that is enough is documented nowhere."
    ),
    source="docs/facts.md 3.4",
    budget="team-grants-spend",
    expected=unknown("key.grant-only"),
    topics=(
        Topic(
            "grants-alerts",
            key=Key(
                "grants-alerts",
                (ROOT,),
                grants=(Grant(f"arn:aws:budgets::{ACCOUNT}:budget/team-grants-spend"),),
            ),
        ),
    ),
)

_RETIRED = {
    "Sid": "Retired",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "kms:GenerateDataKey*",
    "Resource": "*",
    "Condition": {"DateGreaterThanEquals": {"aws:CurrentTime": "2099-07-01T00:00:00Z"}},
}
KEY_POLICY_ENDS = Scenario(
    name="key-policy-ends",
    title="the key denies everybody from a date on",
    story=(
        "The key lets AWS Budgets in, and a Deny begins on 1 July 2099. A Deny is never edited "
        "from here: who wrote it has to except the service."
    ),
    source="docs/facts.md 4.1",
    budget="team-retiring-spend",
    expected=at_risk("key.policy-ends"),
    topics=(
        Topic("retiring-alerts", key=Key("retiring-alerts", (ROOT, BUDGETS_ON_KEY, _RETIRED))),
    ),
)

_FOR_TAGGED = with_condition(BUDGETS_ON_KEY, StringEquals={"aws:ResourceTag/alerts": "yes"})
KEY_RESOURCE_TAG = Scenario(
    name="key-resource-tag",
    title="the key asks for a tag of its own, which is not read",
    story=(
        "The statement for AWS Budgets counts while the key has a tag. Tags are not read, so it "
        "cannot be told; a plain statement beside it settles it."
    ),
    source="docs/facts.md 4.1",
    budget="team-tagged-spend",
    expected=unknown("key.policy-undecidable"),
    topics=(Topic("tagged-alerts", key=Key("tagged-alerts", (ROOT, _FOR_TAGGED))),),
)

KEY_SHARED_POLICY = Scenario(
    name="key-shared-policy",
    title="the statement stands in the key's second policy",
    story=(
        "A key that is shared through AWS RAM carries a second policy, AWS_RAM. Both count "
        "together, and the second one lets AWS Budgets in."
    ),
    source="docs/facts.md 3.2",
    budget="team-ram-spend",
    expected=fine("key.policy-allows"),
    topics=(Topic("ram-alerts", key=Key("ram-alerts", (ROOT,), shared=(BUDGETS_ON_KEY,))),),
)

_FOR_OTHER_ACCOUNT = with_condition(
    BUDGETS_ON_KEY, StringEquals={"aws:SourceAccount": OTHER_ACCOUNT}
)
KEY_SOURCE_ACCOUNT_OTHER = Scenario(
    name="key-source-account-other",
    title="the key's statement names another account",
    story="Copied from the production account, with production's number in aws:SourceAccount.",
    source="docs/facts.md 4.3",
    budget="team-copy-spend",
    expected=broken("key.policy-near-miss"),
    topics=(Topic("copy-alerts", key=Key("copy-alerts", (ROOT, _FOR_OTHER_ACCOUNT))),),
)

_WITH_SOURCE_ARN = Key("mail-alerts", (ROOT, {**BUDGETS_ON_KEY, "Condition": BUDGETS["Condition"]}))
KEY_SOURCE_ARN_UNPROVEN = Scenario(
    name="key-source-arn-unproven",
    title="the key asks for a SourceArn that AWS does not document",
    story=(
        "Right by logic: account and regionless ARN both fit. But AWS documents no SourceArn on "
        "Budgets' call to KMS."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2057",
    budget="team-mail-spend",
    expected=at_risk("key.source-arn-unproven", judge="cannot judge"),
    topics=(Topic("mail-alerts", key=_WITH_SOURCE_ARN),),
)

KEY_STATEMENT_WITHOUT_RESOURCE = Scenario(
    name="key-statement-without-resource",
    title="a key statement without Resource",
    story=(
        "KMS takes a statement without Resource and gives it no effect. It reads well and does "
        "nothing."
    ),
    source="https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
    budget="team-web-spend",
    expected=broken("key.statement-without-effect"),
    topics=(
        Topic("web-alerts", key=Key("web-alerts", (ROOT, without(BUDGETS_ON_KEY, "Resource")))),
    ),
)

_VIA_SERVICE = with_condition(
    BUDGETS_ON_KEY, StringEquals={"kms:ViaService": "sns.us-east-1.amazonaws.com"}
)
KEY_VIA_SERVICE = Scenario(
    name="key-via-service",
    title="the key asks for a fitting kms:ViaService",
    story=(
        "The statement for AWS Budgets counts only through sns.us-east-1.amazonaws.com. AWS prints "
        "that for CodeStar notifications; for Budgets it is documented nowhere."
    ),
    source="docs/facts.md 4.1",
    budget="team-video-spend",
    expected=at_risk("key.condition-unproven", judge="cannot judge"),
    topics=(Topic("video-alerts", key=Key("video-alerts", (ROOT, _VIA_SERVICE))),),
)
