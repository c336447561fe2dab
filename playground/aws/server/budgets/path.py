"""Budgets' own way to a topic, with what a scenario has decided of the unknown."""

from playground.aws.delivery_rules.sender import BUDGETS
from playground.aws.judge import Assumptions, Judgement
from playground.aws.server.budgets.state import STATE
from playground.aws.server.senders.path import Source
from playground.aws.server.senders.path import judged as judged_for


def judged(account: str, budget: str, topic_arn: str) -> Judgement:
    """Whether an alert of this budget reaches the topic, as the judge sees it."""
    assumed = {**STATE.assumed.get((account, "*"), {}), **STATE.assumed.get((account, budget), {})}
    return judged_for(Source(BUDGETS, account, budget), topic_arn, Assumptions(**assumed))
