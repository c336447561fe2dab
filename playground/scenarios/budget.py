"""Budgets: whom they tell, and what of them AWS shows."""

from playground.scenarios.expected import at_risk, broken, fine, unknown
from playground.scenarios.model import Action, Fault, Health, Key, Notification, Scenario, Topic

_OF_ACTION = Topic("action-stopped-instances", key="alias/aws/sns")
BUDGET_ACTION = Scenario(
    name="budget-action",
    title="the budget's action tells a topic of its own",
    story=(
        "The notification's topic is fine. The budget action tells another one, on alias/aws/sns, "
        "which no list of notifications shows."
    ),
    source="docs/facts.md 1.3",
    budget="team-action-spend",
    expected=broken("key.aws-managed", judge="delivers"),
    topics=(Topic("action-alerts"), _OF_ACTION),
    actions=(Action(_OF_ACTION.arn),),
)

EMAIL_ONLY = Scenario(
    name="email-only",
    title="the budget tells one mail address",
    story=(
        "No topic at all, one e-mail address, and AWS does not show whether its owner ever "
        "verified it."
    ),
    source="https://github.com/fleetdm/fleet/issues/12144",
    budget="team-small-spend",
    expected=at_risk("budget.email-only", "endpoint.email-unverified", judge=None),
    notifications=(Notification(None, emails=("owner@example.com",)),),
)

ENDED = Scenario(
    name="ended",
    title="the budget's period is over",
    story="AWS deletes a budget, with its notifications, after the end of its period.",
    source="docs/facts.md 1.5",
    budget="project-apollo-spend",
    expected=at_risk("budget.ended"),
    topics=(Topic("apollo-alerts"),),
    ended=True,
)

_NEW_ALERTS = Topic("new-alerts")
FORECAST_WITHOUT_HISTORY = Scenario(
    name="forecast-without-history",
    title="a forecast without history",
    story=(
        "The only notification watches the forecast, and AWS has none for this budget yet: it "
        "needs about five weeks of usage."
    ),
    source="docs/facts.md 1.5",
    budget="team-new-spend",
    expected=at_risk("budget.forecast-without-history"),
    topics=(_NEW_ALERTS,),
    notifications=(Notification(_NEW_ALERTS.arn, type="FORECASTED"),),
    forecast=None,
)

NO_NOTIFICATIONS = Scenario(
    name="no-notifications",
    title="the budget tells nobody",
    story="The budget counts and has no notification.",
    source="https://github.com/cloud-custodian/cloud-custodian/issues/11111",
    budget="team-silent-spend",
    expected=broken("budget.no-notifications", judge=None),
    notifications=(),
)

NOTIFICATIONS_REFUSED = Scenario(
    name="notifications-refused",
    title="the notifications may not be read",
    story="The budget can be read, its notifications are refused.",
    source="docs/facts.md 1.3",
    budget="team-locked-spend",
    expected=unknown("budget.unreadable", judge="delivers"),
    topics=(Topic("locked-alerts"),),
    faults=(Fault("budgets", "DescribeNotificationsForBudget", "AccessDeniedException", "budget"),),
)

_LADDER_TOPICS = (
    Topic("ladder-warn", key=Key("ladder-warn")),
    Topic("ladder-team", key=Key("ladder-team", state="Disabled")),
    Topic("ladder-kill", key=Key("ladder-kill")),
)
_WARN, _TEAM, _KILL = (topic.arn for topic in _LADDER_TOPICS)
_LADDER = (
    Notification(_WARN, threshold=50.0),
    Notification(_TEAM, threshold=80.0),
    Notification(_TEAM, threshold=100.0, type="FORECASTED"),
    Notification(_KILL, threshold=120.0),
    Notification(_WARN, threshold=1500.0, threshold_type="ABSOLUTE_VALUE"),
)
SEVERAL_NOTIFICATIONS = Scenario(
    name="several-notifications",
    title="five notifications on three topics",
    story=(
        "Three topics on three keys share the budget's notifications. One key is disabled: two of "
        "the five thresholds tell nobody."
    ),
    source="docs/facts.md 1.2",
    budget="platform-ladder",
    expected=broken("key.disabled", judge="delivers"),
    topics=_LADDER_TOPICS,
    notifications=_LADDER,
)

_MAIL_TOO = Topic("mail-too-alerts")
TOPIC_AND_MAIL = Scenario(
    name="topic-and-mail",
    title="a topic, and a mail address beside it",
    story=(
        "The usual pair on one notification. The topic is what counts: whether the address was "
        "ever verified does not show."
    ),
    source="docs/facts.md 1.6",
    budget="team-pair-spend",
    expected=fine("budget.also-mails"),
    topics=(_MAIL_TOO,),
    notifications=(Notification(_MAIL_TOO.arn, emails=("owner@example.com",)),),
)

UNHEALTHY = Scenario(
    name="unhealthy",
    title="AWS has paused the budget",
    story=(
        "HealthStatus is UNHEALTHY: the billing view is no longer shared, the spend is not "
        "updated, no alert is sent."
    ),
    source="docs/facts.md 1.7",
    budget="team-view-spend",
    expected=broken("budget.unhealthy", judge=None),
    topics=(Topic("view-alerts"),),
    health=Health("BILLING_VIEW_NO_ACCESS"),
)
