"""SNS may not invoke the function."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-to-desk", admits=False)

SCENARIO = Scenario(
    name="lambda-without-permission",
    title="SNS may not invoke the function",
    story="The function is there; its policy has no permission for sns.amazonaws.com.",
    source="https://github.com/sinergise/Sentinel2ProductIngestor/issues/2",
    budget="team-notify-spend",
    expected=broken("endpoint.lambda-policy", judge="delivers"),
    topics=(Topic("notify-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
)
