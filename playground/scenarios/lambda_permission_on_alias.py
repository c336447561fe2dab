"""The permission is that of an alias."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-canary", alias="Live")

SCENARIO = Scenario(
    name="lambda-permission-on-alias",
    title="the permission is an alias's, not the bare function's",
    story=(
        "A deployment plugin gave the permission to the alias Live. The subscription names the "
        "function without it, and there nobody is let in."
    ),
    source="https://github.com/davidgf/serverless-plugin-canary-deployments/issues/54",
    budget="team-canary-spend",
    expected=broken("endpoint.lambda-policy", judge="delivers"),
    topics=(Topic("canary-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
)
