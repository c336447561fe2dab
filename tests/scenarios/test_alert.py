"""Every scenario's budget is overspent: did the alert pass, and did the check foresee it?"""

from collections.abc import Mapping

import pytest

from bot.core.findings import Hop, Report, Status
from playground.aws.control import Delivery
from playground.scenarios.catalog import names, scenarios
from playground.scenarios.model import Scenario

each = pytest.mark.parametrize("scenario", scenarios(), ids=names())
REACHABLE = {Status.OK, Status.AT_RISK}


@each
def test_the_alert_meets_the_fate_that_the_scenario_tells(
    scenario: Scenario, deliveries: Mapping[str, list[Delivery]]
) -> None:
    topic = scenario.alerts[0].topic if scenario.alerts else None
    fates = {d.outcome for d in deliveries[scenario.name] if d.subscriber == topic}
    assert fates == ({scenario.expected.judge} if scenario.expected.judge else set())


@each
def test_the_check_never_contradicts_the_judge(
    scenario: Scenario, reports: Mapping[str, Report], deliveries: Mapping[str, list[Delivery]]
) -> None:
    for delivery in deliveries[scenario.name]:
        for path in reports[scenario.name].paths:
            if path.topic != delivery.subscriber:
                continue
            if delivery.outcome == "refused":
                assert path.verdict not in REACHABLE, delivery.why
            if delivery.outcome == "delivers":
                series = [h for h in path.hops if h.hop in (Hop.TOPIC, Hop.KEY)]
                assert [h for h in series if h.status is Status.BROKEN] == []
