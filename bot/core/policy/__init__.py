"""May this sender do that? An exact evaluator of SNS topic policies and KMS key policies.

Rules: docs/facts.md 4. `evaluate` answers, `suspects` says what an Allow that misses got wrong.
"""

from bot.core.policy.decision import (
    ConditionResult,
    Decision,
    Effect,
    Match,
    Request,
    StatementResult,
)
from bot.core.policy.evaluate import evaluate
from bot.core.policy.explain import suspects
from bot.core.policy.traps.suspect import Suspect, SuspectKind

__all__ = [
    "ConditionResult",
    "Decision",
    "Effect",
    "Match",
    "Request",
    "StatementResult",
    "Suspect",
    "SuspectKind",
    "evaluate",
    "suspects",
]
