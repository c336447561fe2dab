"""Topics that a budget shares with other services: who else is shut out, and who is not."""

from playground.scenarios.expected import broken, fine
from playground.scenarios.model import Key, OtherSender, Scenario, Topic
from playground.scenarios.policies import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ON_KEY,
    OWNER,
    OWNER_TODAY,
    ROOT,
    allow_on_key,
    allow_on_topic,
    with_condition,
)

_ALARMS = "cloudwatch.amazonaws.com"
_RULES = "events.amazonaws.com"
_SOURCE_ACCOUNT = {"aws:SourceAccount": ACCOUNT}
_WITH_ALARMS = (OWNER, BUDGETS, allow_on_topic(_ALARMS, "AllowAlarms"))
_WITH_RULES = (OWNER, BUDGETS, allow_on_topic(_RULES, "AllowRules"))

ALARM_AWS_MANAGED_KEY = Scenario(
    name="alarm-aws-managed-key",
    title="an alarm and a budget on alias/aws/sns",
    story=(
        "The stack encrypts its topic with the AWS managed key. The alarm's history says that KMS "
        "refused it; of the budget nothing says anything."
    ),
    source="https://github.com/ASFHyP3/hyp3/issues/762",
    budget="processing-monthly-spend",
    expected=broken("key.aws-managed"),
    topics=(Topic("processing-alarms", _WITH_ALARMS, key="alias/aws/sns"),),
    senders=(
        OtherSender(
            "alarms",
            "processing-errors",
            "BROKEN",
            "refused",
            codes=("sender.reports-error", "key.aws-managed"),
            spoke=True,
        ),
    ),
)

ALARM_ROOT_ONLY_KEY = Scenario(
    name="alarm-root-only-key",
    title="a key that only the account's principals may use",
    story=(
        "The stack makes a key of its own for the topic and leaves its policy as it was made: the "
        "account may do everything, no service anything."
    ),
    source="https://github.com/aws-samples/sample-citadel/issues/100",
    budget="citadel-monthly-spend",
    expected=broken("key.policy-silent"),
    topics=(Topic("citadel-alarms", _WITH_ALARMS, key=Key("citadel-alarms", (ROOT,))),),
    senders=(
        OtherSender(
            "alarms",
            "citadel-errors",
            "BROKEN",
            "refused",
            codes=("sender.reports-error", "key.policy-silent"),
            spoke=True,
        ),
    ),
)

ALARM_TOPIC_POLICY_MISSING = Scenario(
    name="alarm-topic-policy-missing",
    title="a topic that knows the budget and not the alarm",
    story=(
        "The topic's policy was written anew and lets AWS Budgets in alone. Nobody added a "
        "statement for CloudWatch, whose alarm was pointed at the topic later."
    ),
    source="https://github.com/aws-solutions/automated-security-response-on-aws/issues/43",
    budget="remediation-spend",
    expected=fine("topic.policy-allows"),
    topics=(Topic("remediation-alerts", (BUDGETS,)),),
    senders=(
        OtherSender(
            "alarms",
            "remediation-failures",
            "BROKEN",
            "refused",
            codes=("sender.reports-error", "topic.policy-silent"),
            spoke=True,
        ),
    ),
)

_WITH_SOURCE = with_condition(allow_on_key(_ALARMS, _RULES), StringEquals=_SOURCE_ACCOUNT)
RULE_CONDITIONED_KEY = Scenario(
    name="rule-conditioned-key",
    title="a condition on the key that a rule never meets",
    story=(
        "One statement of the key lets CloudWatch and EventBridge in, for this account only. "
        "EventBridge supports no such condition: the alarm arrives, the rule's events do not."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="security-findings-spend",
    expected=fine("key.policy-allows"),
    topics=(
        Topic(
            "security-findings",
            (*_WITH_ALARMS, allow_on_topic(_RULES, "AllowRules")),
            key=Key("security-findings", (ROOT, BUDGETS_ON_KEY, _WITH_SOURCE)),
        ),
    ),
    senders=(
        OtherSender("alarms", "findings-errors", "OK", "delivers"),
        OtherSender(
            "rules",
            "guardduty-findings",
            "BROKEN",
            "refused",
            codes=("key.policy-near-miss",),
            spoke=True,
        ),
    ),
)

RULE_PLAIN_KEY = Scenario(
    name="rule-plain-key",
    title="a key that lets a rule in, without a condition",
    story="The statement that AWS prints for EventBridge: both KMS actions, and no condition.",
    source="https://github.com/cloudposse/terraform-aws-guardduty/issues/10",
    budget="guardduty-spend",
    expected=fine("key.policy-allows"),
    topics=(
        Topic(
            "guardduty-findings",
            _WITH_RULES,
            key=Key("guardduty-findings", (ROOT, BUDGETS_ON_KEY, allow_on_key(_RULES))),
        ),
    ),
    senders=(OtherSender("rules", "guardduty-to-chat", "OK", "delivers"),),
)

_BY_ROLE = Topic("inventory-events")
RULE_TARGET_ROLE = Scenario(
    name="rule-target-role",
    title="a rule that publishes with a role",
    story=(
        "The rule's target names a role, so not EventBridge but the role publishes: what it may do "
        "stands in its own policies, which nobody reads here."
    ),
    source="docs/facts.md 13.1",
    budget="inventory-spend",
    expected=fine("topic.policy-allows"),
    topics=(_BY_ROLE,),
    senders=(
        OtherSender(
            "rules",
            "inventory-changes",
            "UNKNOWN",
            "delivers",
            codes=("sender.role-publishes",),
            role="inventory-publisher",
            rights=({"Effect": "Allow", "Action": "sns:Publish", "Resource": _BY_ROLE.arn},),
        ),
    ),
)

_HALF = {**allow_on_key("cloudtrail.amazonaws.com"), "Action": "kms:GenerateDataKey*"}
TRAIL_KEY_WITHOUT_DECRYPT = Scenario(
    name="trail-key-without-decrypt",
    title="a key that lets a trail do half of it",
    story=(
        "CloudTrail may generate data keys and not decrypt: AWS refuses every notification of a "
        "log file. The trail's status has the error, and nobody reads it."
    ),
    source="https://github.com/kortix-ai/suna/pull/5250",
    budget="audit-spend",
    expected=fine("key.policy-allows"),
    topics=(
        Topic(
            "audit-log-files",
            (OWNER, BUDGETS, allow_on_topic("cloudtrail.amazonaws.com")),
            key=Key("audit-log-files", (ROOT, BUDGETS_ON_KEY, _HALF)),
        ),
    ),
    senders=(
        OtherSender(
            "trails",
            "audit",
            "BROKEN",
            "refused",
            codes=("sender.reports-error", "key.policy-partial"),
            spoke=True,
            unchecked=True,
        ),
    ),
)

CONFIG_ENCRYPTED_TOPIC = Scenario(
    name="config-encrypted-topic",
    title="Config on an encrypted topic",
    story=(
        "Topic and key let AWS Config in, and it supports no encrypted topics: its stream fails "
        "whatever the policies say."
    ),
    source="https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html",
    budget="compliance-spend",
    expected=fine("key.policy-allows"),
    topics=(
        Topic(
            "compliance-changes",
            (OWNER, BUDGETS, allow_on_topic("config.amazonaws.com")),
            key=Key(
                "compliance-changes", (ROOT, BUDGETS_ON_KEY, allow_on_key("config.amazonaws.com"))
            ),
            # An account has one delivery channel in each Region.
            region="eu-west-1",
        ),
    ),
    senders=(
        OtherSender(
            "config",
            "default",
            "BROKEN",
            "refused",
            codes=("sender.encrypted-unsupported", "sender.reports-error"),
            spoke=True,
        ),
    ),
)

ELASTICACHE_SOURCE_ACCOUNT = Scenario(
    name="elasticache-source-account",
    title="a cluster on a topic with today's default policy",
    story=(
        "ElastiCache publishes with aws:SourceOwner only; the new default statement asks for "
        "aws:SourceAccount. The cluster's topic has become inactive by itself."
    ),
    source="https://github.com/terraform-aws-modules/terraform-aws-sns/issues/62",
    budget="cache-spend",
    expected=fine("topic.policy-allows"),
    topics=(Topic("cache-events", (OWNER_TODAY, BUDGETS)),),
    senders=(
        OtherSender(
            "elasticache",
            "sessions",
            "BROKEN",
            "refused",
            codes=("sender.inactive", "topic.policy-silent"),
            spoke=True,
        ),
    ),
)

RDS_NO_PERMISSION = Scenario(
    name="rds-no-permission",
    title="an event subscription that lost its permission",
    story=(
        "Whoever wrote the topic's policy anew forgot the databases: the subscription's status "
        "says no-permission."
    ),
    source=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html"
    ),
    budget="database-spend",
    expected=fine("topic.policy-allows"),
    topics=(Topic("database-events", (BUDGETS,)),),
    senders=(
        OtherSender(
            "rds",
            "databases",
            "BROKEN",
            "refused",
            codes=("sender.inactive", "topic.policy-silent"),
            spoke=True,
            unchecked=True,
        ),
    ),
)

ANOMALY_KEY_SILENT = Scenario(
    name="anomaly-key-silent",
    title="a key that knows Budgets and not its sister",
    story=(
        "The key lets AWS Budgets in. Cost Anomaly Detection, on the same topic, comes as another "
        "principal, and AWS mails that it cannot publish."
    ),
    source="https://github.com/freelawproject/courtlistener/issues/1669",
    budget="courts-monthly-spend",
    expected=fine("key.policy-allows"),
    topics=(
        Topic(
            "courts-costs",
            (OWNER, BUDGETS, allow_on_topic("costalerts.amazonaws.com")),
            key=Key("courts-costs"),
        ),
    ),
    senders=(
        OtherSender(
            "anomalies", "courts-anomalies", "BROKEN", "refused", codes=("key.policy-silent",)
        ),
    ),
)

SHARED_TOPIC = Scenario(
    name="shared-topic",
    title="four services on a topic that is to be encrypted",
    story=(
        "A budget, an alarm, a rule and AWS Config share a topic, and all arrive. A scanner wants "
        "it encrypted: no key at all would keep Config."
    ),
    source="https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
    budget="platform-spend",
    expected=fine("topic.policy-allows"),
    topics=(
        Topic(
            "platform-shared-alerts",
            (
                *_WITH_ALARMS,
                allow_on_topic(_RULES, "AllowRules"),
                allow_on_topic("config.amazonaws.com", "AllowConfig"),
            ),
        ),
    ),
    senders=(
        OtherSender("alarms", "platform-errors", "OK", "delivers"),
        OtherSender("rules", "platform-health", "OK", "delivers"),
        OtherSender("config", "default", "OK", "delivers"),
    ),
)
