"""Keys: which one a topic is on, and the state that it is in."""

from playground.scenarios.expected import broken, fine, unknown
from playground.scenarios.model import Fault, Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS_ON_KEY, OTHER_ACCOUNT, ROOT

AWS_MANAGED_KEY = Scenario(
    name="aws-managed-key",
    title="the topic is on alias/aws/sns",
    story=(
        "A scanner asked for encryption and somebody ticked the box. The topic's policy is right, "
        "the AWS managed key's policy lets no service in and cannot be edited, so every alert "
        "vanishes."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="cost-all-services-manage",
    expected=broken("key.aws-managed"),
    topics=(Topic("alert_topic_manage", key="alias/aws/sns", region="ap-northeast-1"),),
    failure_mail=True,
)

NO_ENCRYPTION = Scenario(
    name="no-encryption",
    title="the topic is not encrypted",
    story="The sister topic of the one on alias/aws/sns, untouched so far: its alerts arrive.",
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="cost-all-services-dev",
    expected=fine("topic.policy-allows"),
    topics=(Topic("alert_topic_dev", region="ap-northeast-1"),),
)

KEY_DISABLED = Scenario(
    name="key-disabled",
    title="the key is disabled",
    story="The policy is right and the key is switched off.",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-disabled-key-spend",
    expected=broken("key.disabled"),
    topics=(Topic("disabled-key-alerts", key=Key("disabled-key-alerts", state="Disabled")),),
)

_NO_KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-1111-2222-3333-444444444444"
KEY_MISSING = Scenario(
    name="key-missing",
    title="the topic names a key that is gone",
    story="The key was deleted after its waiting period; the topic still carries its ARN.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-archive-spend",
    expected=broken("key.missing"),
    topics=(Topic("archive-alerts", key=_NO_KEY),),
)

_SHARED_WITH_THE_TEAMS = {
    "Sid": "SharedWithTheTeams",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": ["kms:DescribeKey", "kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}
_CENTRAL_KEY = Key(
    "central-key",
    (ROOT, BUDGETS_ON_KEY, _SHARED_WITH_THE_TEAMS),
    account=OTHER_ACCOUNT,
    by_arn=True,
)
KEY_OTHER_ACCOUNT = Scenario(
    name="key-other-account",
    title="a key of another account",
    story=(
        "A central security account owns the key. Its policy lets AWS Budgets in, which does not "
        "show from here: KMS hands key policies to the owner only."
    ),
    source="https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html",
    budget="team-central-key-spend",
    expected=unknown("key.other-account", judge="delivers"),
    topics=(Topic("central-key-alerts", key=_CENTRAL_KEY),),
)

KEY_OTHER_REGION = Scenario(
    name="key-other-region",
    title="the key is in another Region",
    story="The stack was copied to a second Region, with the ARN of the first Region's key in it.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-far-spend",
    expected=broken("key.other-region"),
    topics=(Topic("far-alerts", key=Key("far-alerts", region="us-west-2", by_arn=True)),),
)

KEY_PENDING_DELETION = Scenario(
    name="key-pending-deletion",
    title="the key waits to be deleted",
    story=(
        "Somebody has scheduled the key's deletion. Cancelling leaves it disabled; it has to be "
        "enabled as well."
    ),
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-pending-deletion-key-spend",
    expected=broken("key.pending-deletion"),
    topics=(
        Topic(
            "pending-deletion-key-alerts",
            key=Key("pending-deletion-key-alerts", state="PendingDeletion"),
        ),
    ),
)

KEY_PENDING_IMPORT = Scenario(
    name="key-pending-import",
    title="the key's imported material is gone",
    story=(
        "The key's material was imported and has expired. Until somebody imports it again the key "
        "does nothing."
    ),
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-pending-import-key-spend",
    expected=broken("key.pending-import"),
    topics=(
        Topic(
            "pending-import-key-alerts", key=Key("pending-import-key-alerts", state="PendingImport")
        ),
    ),
)

_REFUSED = "User is not authorized to perform: kms:GetKeyPolicy on this resource"
KEY_POLICY_REFUSED = Scenario(
    name="key-policy-refused",
    title="the key's policy may not be read",
    story="Whoever asks lacks kms:GetKeyPolicy. A refused read is never taken for an answer.",
    source="docs/facts.md 3.2",
    budget="team-audit-spend",
    expected=unknown("key.unreadable", judge="delivers"),
    topics=(Topic("audit-alerts", key=Key("audit-alerts")),),
    faults=(Fault("kms", "GetKeyPolicy", "AccessDeniedException", "key", _REFUSED),),
)

KEY_UNAVAILABLE = Scenario(
    name="key-unavailable",
    title="the key store does not answer",
    story="The key lives in a custom key store that is disconnected.",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-unavailable-key-spend",
    expected=broken("key.unavailable"),
    topics=(
        Topic("unavailable-key-alerts", key=Key("unavailable-key-alerts", state="Unavailable")),
    ),
)

KEY_WRONG_SPEC = Scenario(
    name="key-wrong-spec",
    title="an asymmetric key",
    story="SNS encrypts with symmetric keys only; this one is RSA.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-signing-spend",
    expected=broken("key.wrong-spec"),
    topics=(Topic("signing-alerts", key=Key("signing-alerts", spec="RSA_2048")),),
)
