"""A topic in an opt-in Region, and a function that knows SNS by its plain name."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-from-spain")
TO = (Subscription("lambda", FUNCTION.arn),)

SCENARIO = Scenario(
    name="opt-in-function",
    title="opt-in Region: the function knows SNS by its plain name",
    story=(
        "The topic is in eu-south-2, which had to be switched on, the function in us-east-1. From "
        "there SNS calls as sns.eu-south-2.amazonaws.com, and the messages are dropped."
    ),
    source="https://github.com/aws/aws-cdk/issues/30280",
    budget="team-spain-spend",
    expected=broken("endpoint.opt-in-principal", judge="delivers"),
    topics=(Topic("spain-alerts", region="eu-south-2", subscriptions=TO),),
    functions=(FUNCTION,),
)
