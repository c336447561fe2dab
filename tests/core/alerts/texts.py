"""Messages in AWS's wording and shape, with names, accounts and amounts of our own."""

from __future__ import annotations

from dataclasses import dataclass

ACCOUNT = "111122223333"
TOPIC = f"arn:aws:sns:eu-central-1:{ACCOUNT}:money_talks"
OLD_URL = "https://console.aws.amazon.com/billing/home#/budgets"
NEW_URL = "https://console.aws.amazon.com/costmanagement/home#/budgets"


@dataclass(frozen=True, slots=True)
class Said:
    """What one alert says; `body` and `subject` say it in AWS's words."""

    name: str = "harbour-lights"
    kind: str = "ACTUAL"
    budgeted: str = "$250.00"
    threshold: str = "$200.00"
    amount: str = "$204.17"
    type: str = "Cost"
    date: str = "June 09, 2026"
    url: str = NEW_URL
    daily: bool = False

    @property
    def subject(self) -> str:
        return f"AWS Budgets: {self.name} has exceeded your alert threshold"

    @property
    def body(self) -> str:
        period = " per day. Yesterday, the" if self.daily else " for the current month. The"
        return (
            f"AWS Budget Notification {self.date}\nAWS Account {ACCOUNT}\n\nDear AWS Customer,\n\n"
            f"You requested that we alert you when the {self.kind} {self.type} associated with "
            f"your {self.name} budget is greater than {self.threshold}{period} {self.kind} "
            f"{self.type} associated with this budget is {self.amount}. You can find additional "
            "details below and by accessing the AWS Budgets dashboard [1].\n\n"
            f"{self.block}\n[1] {self.url}\n"
        )

    @property
    def block(self) -> str:
        return (
            f"Budget Name: {self.name}\nBudget Type: {self.type}\n"
            f"Budgeted Amount: {self.budgeted}\nAlert Type: {self.kind}\n"
            f"Alert Threshold: > {self.threshold}\n{self.kind} Amount: {self.amount}\n"
        )

    @property
    def mail(self) -> str:
        """The direct e-mail of an EMAIL subscriber: no account, no date, a table."""
        return (
            "Dear AWS Customer,\n\nYou requested that we alert you when the actual cost associated "
            f"with your {self.name} budget exceeds {self.threshold} for the current month. The "
            f"month actual cost associated with this budget is {self.amount}. You can find "
            "additional details below and by accessing the AWS Budgets dashboard.\n\n"
            "Budget Name\tBudget Type\tBudgeted Amount\tAlert Type\tAlert Threshold\t"
            f"{self.kind} Amount\n{self.name}\t{self.type}\t{self.budgeted}\t{self.kind}\t"
            f"> {self.threshold}\t{self.amount}\n\nGo to the AWS Budgets dashboard\n"
        )


def failure(name: str = "harbour-lights", topic: str = TOPIC) -> str:
    """AWS's failure mail."""
    return (
        f"You requested that we notify you regarding the status of your <{name}> budget on the "
        f"following SNS topic: <{topic}>.\n\nUnfortunately, we are unable to successfully publish "
        "to this SNS topic at this time. Please ensure that AWS Budgets has been added to the list "
        "of services that are allowed to publish to this SNS topic. You can find additional "
        "information on how to add AWS Budgets to your SNS topic permissions here. You can also "
        "log in to your AWS Budgets Dashboard to check the status of your budget.\n\nPlease note "
        "that if you do not adjust your SNS topic permissions, it is likely that budget "
        "notifications will not be sent to your SNS topic subscribers.\n"
    )


def slack(text: str) -> str:
    """What Slack makes of a text that somebody types or pastes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
