"""Lambda could not set the function up."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-to-wiki", state="Failed")

SCENARIO = Scenario(
    name="function-failed",
    title="Lambda could not set the function up",
    story="The function's state is Failed: it runs nothing, whatever its policy says.",
    source="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html",
    budget="team-wiki-spend",
    expected=broken("endpoint.lambda-cannot-run", judge="delivers"),
    topics=(Topic("wiki-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
)
