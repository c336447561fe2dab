"""May this service do that? The door of the evaluator
(docs/architecture.md, "Policy evaluator").
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.policy.decision import Decision, Effect, Explanation, Request
from bot.core.policy.document import read
from bot.core.policy.judge import judge, match, outcome
from bot.core.policy.undecided import settled
from bot.core.policy.world import World


def evaluate(policy: str | Mapping[str, object], request: Request) -> Decision:
    """Judge one request by one policy: an SNS topic's, a KMS key's, a queue's, a function's.

    `policy` is the document as text or parsed. A matching Deny wins, else a matching Allow, else
    the request is refused (docs/facts.md 4.2). UNKNOWN is answered only where the verdict turns on
    what cannot be told; `unknown_keys` names the keys. Only the resource's own policy is judged
    here; a key's grants are not part of it. Never raises: what is no policy is UNKNOWN with
    `problem`.

    A statement that AWS would not have accepted can spoil an answer and never make one "allow":
    as an Allow it lets nobody in (NotPrincipal, an element missing or there twice, a lower-case
    "allow"), as anything else it may be a Deny (UNKNOWN). That holds for an SNS statement without
    Resource, which SNS does not accept; KMS does, and it then has no effect whatever it says
    (docs/facts.md 4.2, rule 3).
    """
    document = read(policy)
    if document.problem is not None:
        return Decision(Effect.UNKNOWN, (), problem=document.problem)
    world, statements = World.of(request), document.statements
    matches = [match(one, request, world) for one in statements]
    effect, deciding = outcome(statements, matches)
    explanation = Explanation(lambda: tuple(judge(one, request, world) for one in statements))
    if effect is Effect.UNKNOWN:
        return settled(statements, explanation, deciding, request, world)
    return Decision(effect, deciding, explanation)
