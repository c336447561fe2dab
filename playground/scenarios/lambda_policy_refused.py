"""The function's policy may not be read."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-probe")

SCENARIO = Scenario(
    name="lambda-policy-refused",
    title="the function's policy may not be read",
    story="Whoever asks lacks lambda:GetPolicy on the only endpoint.",
    source="docs/facts.md 2.4",
    budget="team-probe-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(Topic("probe-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
    faults=(Fault("lambda", "GetPolicy", "AccessDeniedException", "function", status=403),),
)
