"""A forecast without history."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Notification, Scenario, Topic

TOPIC = Topic("new-alerts")

SCENARIO = Scenario(
    name="forecast-without-history",
    title="a forecast without history",
    story=(
        "The only notification watches the forecast, and AWS has none for this budget yet: it "
        "needs about five weeks of usage."
    ),
    source="docs/facts.md 1.5",
    budget="team-new-spend",
    expected=at_risk("budget.forecast-without-history"),
    topics=(TOPIC,),
    notifications=(Notification(TOPIC.arn, type="FORECASTED"),),
    forecast=None,
)
