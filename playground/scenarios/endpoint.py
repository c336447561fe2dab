"""What stands behind subscriptions: chat channels, Lambda functions, queues, webhooks."""

from playground.scenarios.expected import at_risk, broken, fine, unknown
from playground.scenarios.model import Fault, Function, Key, Queue, Scenario, Subscription, Topic
from playground.scenarios.policies import ORGANIZATION, OTHER_ACCOUNT, ROOT

CHATBOT_DISABLED = Scenario(
    name="chatbot-disabled",
    title="the chat configuration is disabled",
    story="The channel's configuration holds the topic and is switched off.",
    source="https://docs.aws.amazon.com/chatbot/latest/APIReference/API_SlackChannelConfiguration.html",
    budget="team-quiet-spend",
    expected=broken("endpoint.chatbot-disabled", judge="delivers"),
    topics=(Topic("quiet-alerts"),),
    chat="DISABLED",
)

CHATBOT_WITHOUT_CHANNEL = Scenario(
    name="chatbot-without-channel",
    title="no chat channel holds the topic",
    story=(
        "The subscription to the chat service is there, but no channel configuration lists the "
        "topic."
    ),
    source="https://github.com/DataBiosphere/azul/pull/5447",
    budget="team-chat-spend",
    expected=broken("endpoint.chatbot-no-channel", judge="delivers"),
    topics=(Topic("chat-alerts"),),
    chat="",
)

_TO_WIKI = Function("budget-alerts-to-wiki", state="Failed")
FUNCTION_FAILED = Scenario(
    name="function-failed",
    title="Lambda could not set the function up",
    story="The function's state is Failed: it runs nothing, whatever its policy says.",
    source="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html",
    budget="team-wiki-spend",
    expected=broken("endpoint.lambda-cannot-run", judge="delivers"),
    topics=(Topic("wiki-alerts", subscriptions=(Subscription("lambda", _TO_WIKI.arn),)),),
    functions=(_TO_WIKI,),
)

_ONCE_A_YEAR = Function("budget-alerts-once-a-year", state="Inactive")
FUNCTION_INACTIVE = Scenario(
    name="function-inactive",
    title="Lambda has set the function aside",
    story=(
        "Nobody called the function for weeks, and Lambda took its resources back. The next call "
        "fails and makes Lambda set it up again."
    ),
    source="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html",
    budget="team-yearly-spend",
    expected=at_risk("endpoint.lambda-not-ready"),
    topics=(Topic("yearly-alerts", subscriptions=(Subscription("lambda", _ONCE_A_YEAR.arn),)),),
    functions=(_ONCE_A_YEAR,),
)

_CENTRAL_RELAY = f"arn:aws:lambda:us-east-1:{OTHER_ACCOUNT}:function:central-relay"
FUNCTION_OTHER_ACCOUNT = Scenario(
    name="function-other-account",
    title="the function is another account's",
    story=(
        "A security account relays everybody's alerts. Lambda answers a stranger like somebody who "
        "asks for a function that does not exist."
    ),
    source="docs/facts.md 11a",
    budget="team-central-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(Topic("central-alerts", subscriptions=(Subscription("lambda", _CENTRAL_RELAY),)),),
)

_RELAY = Function("budget-alerts-relay", reserved=0)
FUNCTION_STOPPED = Scenario(
    name="function-stopped",
    title="the relay function was stopped by a kill switch",
    story=(
        "Its permission is right, and its reserved concurrency is 0: Lambda runs nothing. A kill "
        "switch for costs set that for every function, the one that relays the alert included."
    ),
    source="docs/facts.md 11a",
    budget="team-relay-spend",
    expected=broken("endpoint.lambda-cannot-run", judge="delivers"),
    topics=(Topic("relay-alerts", subscriptions=(Subscription("lambda", _RELAY.arn),)),),
    functions=(_RELAY,),
)

_TO_TICKETS = Function("budget-alerts-to-tickets")
_BESIDE_TICKETS = Queue("budget-alerts")
LAMBDA_AND_QUEUE = Scenario(
    name="lambda-and-queue",
    title="a function and a queue, both let in",
    story=(
        "Two endpoints of the team's own, each with the policy that SNS needs. What the function "
        "does with the alert is not seen."
    ),
    source="docs/facts.md 2.4",
    budget="team-core-spend",
    expected=fine("endpoint.unseen"),
    topics=(
        Topic(
            "core-alerts",
            subscriptions=(
                Subscription("lambda", _TO_TICKETS.arn),
                Subscription("sqs", _BESIDE_TICKETS.arn),
            ),
        ),
    ),
    functions=(_TO_TICKETS,),
    queues=(_BESIDE_TICKETS,),
)

LAMBDA_GONE = Scenario(
    name="lambda-gone",
    title="the Lambda function is gone",
    story="The only subscription leads to a function that was deleted with its stack.",
    source="https://github.com/sinergise/Sentinel2ProductIngestor/issues/2",
    budget="team-ingest-spend",
    expected=broken("endpoint.lambda-missing", judge="delivers"),
    topics=(
        Topic(
            "ingest-alerts",
            subscriptions=(Subscription("lambda", Function("budget-alerts-to-nowhere").arn),),
        ),
    ),
)

_CANARY = Function("budget-alerts-canary", alias="Live")
LAMBDA_PERMISSION_ON_ALIAS = Scenario(
    name="lambda-permission-on-alias",
    title="the permission is an alias's, not the bare function's",
    story=(
        "A deployment plugin gave the permission to the alias Live. The subscription names the "
        "function without it, and there nobody is let in."
    ),
    source="https://github.com/davidgf/serverless-plugin-canary-deployments/issues/54",
    budget="team-canary-spend",
    expected=broken("endpoint.lambda-policy", judge="delivers"),
    topics=(Topic("canary-alerts", subscriptions=(Subscription("lambda", _CANARY.arn),)),),
    functions=(_CANARY,),
)

_PROBE = Function("budget-alerts-probe")
LAMBDA_POLICY_REFUSED = Scenario(
    name="lambda-policy-refused",
    title="the function's policy may not be read",
    story="Whoever asks lacks lambda:GetPolicy on the only endpoint.",
    source="docs/facts.md 2.4",
    budget="team-probe-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(Topic("probe-alerts", subscriptions=(Subscription("lambda", _PROBE.arn),)),),
    functions=(_PROBE,),
    faults=(Fault("lambda", "GetPolicy", "AccessDeniedException", "function", status=403),),
)

_TO_DESK = Function("budget-alerts-to-desk", admits=False)
LAMBDA_WITHOUT_PERMISSION = Scenario(
    name="lambda-without-permission",
    title="SNS may not invoke the function",
    story="The function is there; its policy has no permission for sns.amazonaws.com.",
    source="https://github.com/sinergise/Sentinel2ProductIngestor/issues/2",
    budget="team-notify-spend",
    expected=broken("endpoint.lambda-policy", judge="delivers"),
    topics=(Topic("notify-alerts", subscriptions=(Subscription("lambda", _TO_DESK.arn),)),),
    functions=(_TO_DESK,),
)

_FROM_SPAIN = Function("budget-alerts-from-spain")
OPT_IN_FUNCTION = Scenario(
    name="opt-in-function",
    title="opt-in Region: the function knows SNS by its plain name",
    story=(
        "The topic is in eu-south-2, which had to be switched on, the function in us-east-1. From "
        "there SNS calls as sns.eu-south-2.amazonaws.com, and the messages are dropped."
    ),
    source="https://github.com/aws/aws-cdk/issues/30280",
    budget="team-spain-spend",
    expected=broken("endpoint.opt-in-principal", judge="delivers"),
    topics=(
        Topic(
            "spain-alerts",
            region="eu-south-2",
            subscriptions=(Subscription("lambda", _FROM_SPAIN.arn),),
        ),
    ),
    functions=(_FROM_SPAIN,),
)

_IN_THE_CAPE = Queue(
    "budget-alerts-in-the-cape", principal="sns.af-south-1.amazonaws.com", region="af-south-1"
)
OPT_IN_QUEUE = Scenario(
    name="opt-in-queue",
    title="opt-in Region: the queue knows SNS by its name there",
    story=(
        "The topic is in us-east-1, the queue in af-south-1, which had to be switched on. Its "
        "policy names sns.af-south-1.amazonaws.com, as AWS says that it must."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html",
    budget="team-cape-spend",
    expected=fine(),
    topics=(Topic("cape-alerts", subscriptions=(Subscription("sqs", _IN_THE_CAPE.arn),)),),
    queues=(_IN_THE_CAPE,),
)

_VAULT = Queue("budget-alerts-vault", key=Key("budget-alerts-vault", (ROOT,)))
QUEUE_KEY = Scenario(
    name="queue-key",
    title="the queue's own key keeps SNS out",
    story="The queue is encrypted with a key of its own, which sns.amazonaws.com may not use.",
    source="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    budget="team-vault-spend",
    expected=broken("endpoint.queue-key", judge="delivers"),
    topics=(Topic("vault-alerts", subscriptions=(Subscription("sqs", _VAULT.arn),)),),
    queues=(_VAULT,),
)

_KEY_FOR_SNS = {
    "Effect": "Allow",
    "Principal": {"Service": "sns.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
    "Condition": {"ArnEquals": {"aws:SourceArn": "TOPIC_ARN"}},
}
_CDK = Queue("budget-alerts-cdk", key=Key("budget-alerts-cdk", (ROOT, _KEY_FOR_SNS)))
QUEUE_KEY_CDK = Scenario(
    name="queue-key-cdk",
    title="the queue's own key as CDK writes it",
    story=(
        "CDK lets SNS use an encrypted queue's key for this topic alone. Messages arrive, though "
        "AWS does not document that SNS names the topic to KMS."
    ),
    source="https://github.com/aws/aws-cdk/issues/20339",
    budget="team-cdk-queue-spend",
    expected=at_risk("endpoint.queue-key-unproven"),
    topics=(Topic("cdk-queue-alerts", subscriptions=(Subscription("sqs", _CDK.arn),)),),
    queues=(_CDK,),
)

QUEUE_NOT_VISIBLE = Scenario(
    name="queue-not-visible",
    title="the queue is gone, or may not be seen",
    story=(
        "SQS says that the only subscription's queue does not exist. It says the same to a caller "
        "without the right, so the subscription may be a working one."
    ),
    source="https://repost.aws/knowledge-center/sqs-queuedoesnotexist-errors",
    budget="team-gone-queue-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(
        Topic(
            "gone-queue-alerts",
            subscriptions=(Subscription("sqs", Queue("budget-alerts-of-old").arn),),
        ),
    ),
)

_CLOSED = Queue("budget-alerts-closed", admits=False)
QUEUE_POLICY = Scenario(
    name="queue-policy",
    title="the queue's policy keeps SNS out",
    story="The queue has a policy for its owner only; what SNS sends is refused.",
    source="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    budget="team-queue-spend",
    expected=broken("endpoint.queue-policy", judge="delivers"),
    topics=(Topic("queue-alerts", subscriptions=(Subscription("sqs", _CLOSED.arn),)),),
    queues=(_CLOSED,),
)

_FOR_ONE_UNIT = Queue(
    "budget-alerts-org",
    condition={
        "ForAnyValue:StringLike": {"aws:SourceOrgPaths": f"{ORGANIZATION}/r-ab12/ou-ab12-billing/*"}
    },
)
QUEUE_POLICY_UNDECIDABLE = Scenario(
    name="queue-policy-undecidable",
    title="the queue asks for an organisational unit: not known",
    story=(
        "The queue lets SNS in from one unit of its own organisation only. Whether the account is "
        "in that unit does not show from here."
    ),
    source="docs/facts.md 4.1",
    budget="team-org-queue-spend",
    expected=unknown("endpoint.policy-undecidable", judge="delivers"),
    topics=(Topic("org-queue-alerts", subscriptions=(Subscription("sqs", _FOR_ONE_UNIT.arn),)),),
    queues=(_FOR_ONE_UNIT,),
    organization=ORGANIZATION,
)

_WEBHOOK = Subscription(
    endpoint="https://hooks.slack.com/services/T00000000/B00000000/EXAMPLE", pending=True
)
SLACK_WEBHOOK = Scenario(
    name="slack-webhook",
    title="a Slack webhook was subscribed directly, and never confirms",
    story=(
        "Slack takes messages of its own form alone, so nothing there ever answers SNS's "
        "confirmation: the subscription stays pending, and sending it again changes nothing."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
    budget="team-webhook-spend",
    expected=broken("endpoint.webhook-cannot-confirm", judge="delivers"),
    topics=(Topic("webhook-alerts", subscriptions=(_WEBHOOK,)),),
)

_TRIGGER = Subscription(endpoint="https://hooks.slack.com/triggers/T00000000/1/EXAMPLE")
SLACK_WEBHOOK_CONFIRMED = Scenario(
    name="slack-webhook-confirmed",
    title="a Slack webhook that somebody has confirmed",
    story=(
        "Somebody got hold of the token and confirmed by hand. SNS now sends, and Slack takes "
        "messages of its own form alone: whether anything shows is not known."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
    budget="team-confirmed-spend",
    expected=unknown("endpoint.webhook-unproven", judge="delivers"),
    topics=(Topic("confirmed-alerts", subscriptions=(_TRIGGER,)),),
)
