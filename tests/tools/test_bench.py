"""The bench still finds what it waits for; how long that takes is its own business."""

from __future__ import annotations

from playground.demo import story
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import seed
from tests.conftest import EmbeddedAws
from tools.bench import answer


def test_the_answer_that_three_rows_wait_for_is_known(embedded_aws: EmbeddedAws) -> None:
    (broken,) = (one.name for one in scenarios() if one.budget == story.BROKEN)
    seed(embedded_aws.url, [broken])
    assert answer.measure(embedded_aws.url).measured.endswith(" s")
    assert answer.is_told(f"❌ {story.BROKEN} does not alert. Why")
    assert not answer.is_told(f"✅ {story.BROKEN} alerts")
