"""Budgets with names that are hard to show."""

from playground.scenarios.expected import broken, fine
from playground.scenarios.model import Scenario, Topic

NAME_JAPANESE = Scenario(
    name="name-japanese",
    title="a name in Japanese",
    story=(
        "Legal too; a policy may hold ASCII only, so its statement names the account and not the "
        "budget."
    ),
    source="docs/facts.md 1.4",
    budget="全サービス 月額コスト（本番）",
    expected=broken("key.aws-managed"),
    topics=(Topic("honban-alerts", key="alias/aws/sns", region="ap-northeast-1"),),
)

NAME_MENTION = Scenario(
    name="name-mention",
    title="a name that would call the channel",
    story="Slack reads <!channel> as a mention. A budget's name is other people's text.",
    source="docs/facts.md 1.4",
    budget="<!channel> <@U0AAAAAAA> *all* & `spend`",
    expected=fine(),
    topics=(Topic("mention-alerts"),),
)

NAME_OF_100 = Scenario(
    name="name-of-100",
    title="a name of 100 characters",
    story="The longest that AWS allows.",
    source="docs/facts.md 1.4",
    budget="monthly cost of all services and all accounts, actual and forecast".ljust(100, "."),
    expected=fine(),
    topics=(Topic("long-name-alerts"),),
)

NAME_PUNCTUATION = Scenario(
    name="name-punctuation",
    title="a name full of punctuation",
    story=(
        "Spaces, a slash, percent signs, quotes and an ampersand are all legal in a budget's name."
    ),
    source="docs/facts.md 1.4",
    budget="R&D / 50% of 'core' \"spend\" + tax, 100%25?",
    expected=fine(),
    topics=(Topic("rnd-alerts"),),
)
