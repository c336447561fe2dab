"""CloudFormation where ministack 1.5.33 differs: AWS::Region and its like count in Conditions."""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import changesets, engine, handlers, stacks

_theirs = engine._evaluate_conditions


def _evaluate(template: dict[str, Any], params: dict[str, Any]) -> Any:
    pseudo = {
        "AWS::AccountId": get_account_id(),
        "AWS::Partition": "aws",
        "AWS::Region": get_region(),
    }
    given = {name: {"Value": value} for name, value in pseudo.items()}
    return _theirs(template, {**given, **params})


def install() -> None:
    """Put ours in ministack's place, in every module that holds it by name."""
    for module in (changesets, engine, handlers, stacks):
        module._evaluate_conditions = _evaluate
