from bot.core.findings import Hop, Status
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.read import NotFound
from bot.core.subscriptions.subscription import UNSEEN
from bot.core.subscriptions.verdict import Fate, SubscriptionVerdict, subscription_verdict
from bot.core.texts.hops import hop_reports
from tests.core.build import (
    ALARM,
    KEY,
    NAME,
    TOPIC,
    chats,
    encrypted,
    key_path,
    notification,
    path,
    refused,
    sender,
    subject_path,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)

NOTHING = SubscriptionVerdict((), Fate.LIVE)


def shown(made: Path) -> list[tuple[Hop, str]]:
    return [(hop.hop, hop.resource) for hop in hop_reports(made, NOTHING)]


def test_the_hops_of_a_whole_path() -> None:
    assert shown(key_path()) == [
        (Hop.BUDGET, NAME),
        (Hop.TOPIC, TOPIC),
        (Hop.KEY, KEY),
        (Hop.SUBSCRIPTION, TOPIC),
        (Hop.ENDPOINT, "email ops@example.com"),
    ]


def test_a_path_that_starts_from_an_alarm() -> None:
    made = subject_path(sender("alarm"))
    assert shown(made)[:2] == [(Hop.SENDER, ALARM), (Hop.TOPIC, TOPIC)]
    first = next(hop_reports(made, NOTHING))
    assert (first.label, first.says) == ("alarm", "The alarm publishes.")
    gone = subject_path(sender("alarm"), NotFound("error"), topic=None, name="error")
    assert shown(gone) == [(Hop.SENDER, "error")]


def test_a_key_goes_by_the_name_that_is_known_of_it() -> None:
    alias = "alias/aws/sns"
    for found in (PredefinedAlias(alias), NotFound(alias), refused(), None):
        assert (Hop.KEY, alias) in shown(path(topic=encrypted(alias), key=found))
    assert (Hop.KEY, TOPIC) in shown(path())


def test_what_lies_behind_nothing_is_left_out() -> None:
    for gone in (NotFound(TOPIC), refused(), None):
        assert [hop for hop, _ in shown(path(topic=gone))] == [Hop.BUDGET, Hop.TOPIC]
    assert [hop for hop, _ in shown(path(notification=None, topic=None))] == [Hop.BUDGET]
    assert [hop for hop, _ in shown(path(notification=refused(), topic=None))] == [Hop.BUDGET]
    assert shown(with_subscriptions())[-1] == (Hop.SUBSCRIPTION, TOPIC)


def test_e_mail_alone_has_an_endpoint_and_no_topic() -> None:
    mailed = path(notification=notification("a@x.org", "b@x.org", topic=None), topic=None)
    assert shown(mailed) == [(Hop.BUDGET, NAME), (Hop.ENDPOINT, "a@x.org and b@x.org")]


def test_what_a_hop_says_when_nothing_is_wrong() -> None:
    pending = subscription(pending=True)
    made = path(topic=topic(subscriptions=(pending, subscription(), subscription("sms", "+1"))))
    says = {hop.hop: hop.says for hop in hop_reports(made, NOTHING)}
    assert says == {
        Hop.BUDGET: "The notification goes to the topic.",
        Hop.TOPIC: "The topic exists.",
        Hop.KEY: "The topic is not encrypted.",
        Hop.SUBSCRIPTION: "The topic has 2 confirmed subscriptions.",
        Hop.ENDPOINT: f"Nothing blocks delivery to e-mail and SMS. {UNSEEN}",
    }


def test_a_chat_subscription_names_its_channel() -> None:
    both = with_subscriptions(subscription(), to_chat(), chats=chats())
    assert "to e-mail and the Slack channel #costs." in list(hop_reports(both, NOTHING))[-1].says
    nobody = with_subscriptions(to_chat(), chats=chats(state="DISABLED"))
    assert list(hop_reports(nobody, NOTHING))[-1].says == "Nothing blocks delivery."
    mailed = with_subscriptions(subscription(), chats=chats())
    assert list(hop_reports(mailed, NOTHING))[-1].says == "Nothing blocks delivery to e-mail."


def test_fates() -> None:
    assert subscription_verdict(path(), ()).fate is Fate.LIVE
    assert subscription_verdict(with_subscriptions(), ()).fate is Fate.DEAD
    assert (
        subscription_verdict(with_subscriptions(subscription(pending=True)), ()).fate is Fate.DEAD
    )
    assert SubscriptionVerdict((), Fate.DEAD).status(()) is Status.OK
