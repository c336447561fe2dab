"""A name in Japanese."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
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
