"""The Lambda function is gone."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

GONE = Function("budget-alerts-to-nowhere")

SCENARIO = Scenario(
    name="lambda-gone",
    title="the Lambda function is gone",
    story="The only subscription leads to a function that was deleted with its stack.",
    source="https://github.com/sinergise/Sentinel2ProductIngestor/issues/2",
    budget="team-ingest-spend",
    expected=broken("endpoint.lambda-missing", judge="delivers"),
    topics=(Topic("ingest-alerts", subscriptions=(Subscription("lambda", GONE.arn),)),),
)
