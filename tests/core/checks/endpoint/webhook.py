from tests.core.build import path, refused, subscription, to_chat, with_subscriptions
from tests.core.checks.case import Case

CANNOT = ("endpoint.webhook-cannot-confirm BROKEN",)
UNPROVEN = ("endpoint.webhook-unproven UNKNOWN",)
IN_CHAT = "Use Amazon Q Developer in chat applications instead, or subscribe a function"
BY_FUNCTION = "Subscribe a function that posts to it instead."


def case(
    title: str,
    address: str,
    expected: tuple[str, ...] = (),
    *mentions: str,
    pending: bool = True,
    protocol: str = "https",
) -> Case:
    made = with_subscriptions(subscription(protocol, address, pending=pending))
    return Case(title, made, expected, mentions)


CASES = [
    Case("a mail", path()),
    case("Slack", "https://hooks.slack.com/services/T0/B0/X", CANNOT, "a Slack webhook", IN_CHAT),
    case("Slack's workflows", "https://hooks.slack.com/triggers/T0/1/x", CANNOT),
    case("Slack, shouted, with a port", "https://HOOKS.Slack.com:443/services/T0/B0/X", CANNOT),
    case("Slack by http", "http://hooks.slack.com/services/T0/B0/X", CANNOT, protocol="http"),
    case("Discord", "https://discord.com/api/webhooks/1/x", CANNOT, "a Discord", BY_FUNCTION),
    case("Discord of old", "https://ptb.discordapp.com/api/webhooks/1/x", CANNOT),
    case("Teams", "https://contoso.webhook.office.com/webhookb2/x", CANNOT, "Teams", IN_CHAT),
    case("Teams of old", "https://outlook.office.com/webhook/x", CANNOT),
    case(
        "Power Automate, which somebody may have taught",
        "https://prod-1.westeurope.logic.azure.com:443/workflows/x",
        CANNOT,
        "does not confirm it by itself",
        "subscribe it again by hand",
    ),
    case("Google Chat", "https://chat.googleapis.com/v1/spaces/x/messages?key=k", CANNOT),
    case("another host that ends so", "https://nothooks.slack.com.example.com/"),
    case("another host that begins so", "https://hooks.slack.com.example.com/services"),
    case("another host that holds it", "https://my-hooks.slack.community/services"),
    case("a path that holds it", "https://example.com/hooks.slack.com/services"),
    case("a user that is called so", "https://hooks.slack.com@example.com/"),
    case("a user before it", "https://me:****@hooks.slack.com/services/T0/B0/X", CANNOT),
    case("no address at all", "hooks.slack.com"),
    case("a mail to it", "ops@hooks.slack.com", protocol="email"),
    case("a web server that is asked to confirm", "https://example.com/alerts"),
    case("a web server that has confirmed", "https://example.com/alerts", pending=False),
    Case("a channel of Amazon Q", with_subscriptions(to_chat())),
    case(
        "Slack, confirmed by hand: it would not understand",
        "https://hooks.slack.com/services/T0/B0/X",
        UNPROVEN,
        "whether anything of the alert shows there is not known",
        IN_CHAT,
        pending=False,
    ),
    case(
        "Power Automate, confirmed: somebody has taught it",
        "https://prod-1.westeurope.logic.azure.com/workflows/x",
        pending=False,
    ),
    Case("an unread topic", path(topic=refused()), unread=True),
]
