"""1,000 budgets on 100 topics and 20 keys, in an account of their own of the embedded AWS."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from playground.aws.control import Control
from playground.scenarios import policies
from playground.scenarios.model import CHATBOT, REGION
from playground.scenarios.resources.clients import Clients
from playground.scenarios.shared_topic import add_budget

ACCOUNT = "777777777777"
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Account:
    """What was put there; `budgets` are names, the rest ARNs."""

    budgets: tuple[str, ...]
    topics: tuple[str, ...]
    keys: tuple[str, ...]
    subscriptions: tuple[str, ...] = ()
    alarms: int = 0

    @property
    def fewest_of_senders(self) -> int:
        """The fewest calls more that can say the same of whatever else publishes to these topics.

        Alarms are listed 100 a page, and one call has the history of them all. Rules are found by
        their target, one call for each topic on the one bus, and one lists the buses. Trails,
        anomaly subscriptions, RDS's and ElastiCache's are a call each; of AWS Config there are
        three, its channels, how they fare, and whether it records.
        """
        return -(-self.alarms // 100) + 1 + 1 + len(self.topics) + 4 + 3

    @property
    def fewest(self) -> int:
        """The fewest calls that can say of each budget whether its alert arrives.

        One call lists the budgets and one their notifications, 1,000 budgets a page. No call lists
        subscribers: one for each notification. A topic takes two, its attributes and its
        subscriptions, a key three, its state, its policy and its grants. For 1,000 budgets with a
        notification each, 100 topics and 20 keys that is 1 + 1 + 1,000 + 200 + 60 = 1,262. Each
        confirmed subscription adds one, for its filter. What a sweep reads besides (budget actions,
        chat rooms, metrics, the second policy of a shared key) is not counted here.
        """
        pages = 2 * -(-len(self.budgets) // 1000)
        shared = 2 * len(self.topics) + 3 * len(self.keys)
        return pages + len(self.budgets) + shared + len(self.subscriptions)


def make(url: str, budgets: int = 1000, topics: int = 100, keys: int = 20) -> Account:
    """Budgets that share topics, topics that share keys; every alert would reach its topic."""
    clients = Clients(url)
    try:
        with ThreadPoolExecutor(_THREADS) as pool:
            every_key = tuple(pool.map(lambda _: _key(clients), range(keys)))
            numbered = ((n, every_key[n % keys]) for n in range(topics))
            every_topic = tuple(pool.map(lambda of: _topic(clients, *of), numbered))
            named = ((f"budget-{n:04}", every_topic[n % topics]) for n in range(budgets))
            return Account(
                tuple(pool.map(lambda of: _budget(clients, *of), named)), every_topic, every_key
            )
    finally:
        clients.close()


def subscribe(url: str, account: Account) -> tuple[str, ...]:
    """A chat room on each topic; the subscriptions' ARNs."""
    control, clients = Control(url), Clients(url)
    room = {"ConfigurationName": "alerts", "SlackChannelId": "C1", "SlackChannelName": "alerts"}
    control.put_chatbot(ACCOUNT, "slack", {**room, "SnsTopicArns": list(account.topics)})
    try:
        sns = clients.of("sns", ACCOUNT, REGION)
        given = {"Protocol": "https", "Endpoint": CHATBOT, "ReturnSubscriptionArn": True}
        return tuple(
            sns.subscribe(TopicArn=topic, **given)["SubscriptionArn"] for topic in account.topics
        )
    finally:
        clients.close()


def alarm_on_each(url: str, account: Account) -> int:
    """An alarm that publishes to each topic; how many they are."""
    clients = Clients(url)
    try:
        watch = clients.of("cloudwatch", ACCOUNT, REGION)
        for topic in account.topics:
            watch.put_metric_alarm(
                AlarmName=f"cpu-{topic.rpartition(':')[2]}",
                AlarmActions=[topic],
                Namespace="AWS/EC2",
                MetricName="CPUUtilization",
                Statistic="Average",
                Period=60,
                EvaluationPeriods=1,
                Threshold=80.0,
                ComparisonOperator="GreaterThanThreshold",
            )
        return len(account.topics)
    finally:
        clients.close()


def _own(text: str) -> str:
    return text.replace(policies.ACCOUNT, ACCOUNT)


def _key(clients: Clients) -> str:
    statements = (policies.ROOT, policies.BUDGETS_ON_KEY)
    policy = policies.document(statements, "2012-10-17", "bench")
    kms = clients.of("kms", ACCOUNT, REGION)
    made = kms.create_key(Policy=_own(policy.replace("KEY_OWNER", ACCOUNT)))
    return str(made["KeyMetadata"]["Arn"])


def _topic(clients: Clients, number: int, key: str) -> str:
    name = f"alerts-{number:03}"
    arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:{name}"
    policy = policies.document((policies.OWNER, policies.BUDGETS), "2008-10-17", "bench")
    clients.of("sns", ACCOUNT, REGION).create_topic(
        Name=name,
        Attributes={"Policy": _own(policy).replace("TOPIC_ARN", arn), "KmsMasterKeyId": key},
    )
    return arn


def _budget(clients: Clients, name: str, topic: str) -> str:
    add_budget(clients.of("budgets", ACCOUNT, REGION), ACCOUNT, name, topic)
    return name
