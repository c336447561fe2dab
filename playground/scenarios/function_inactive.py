"""Lambda has set the function aside."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-once-a-year", state="Inactive")

SCENARIO = Scenario(
    name="function-inactive",
    title="Lambda has set the function aside",
    story=(
        "Nobody called the function for weeks, and Lambda took its resources back. The next call "
        "fails and makes Lambda set it up again."
    ),
    source="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html",
    budget="team-yearly-spend",
    expected=at_risk("endpoint.lambda-not-ready"),
    topics=(Topic("yearly-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
)
