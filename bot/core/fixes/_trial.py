"""What one statement more would make of a path, tried before it is offered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.findings import Finding
from bot.core.fixes._fix import Fix
from bot.core.model.path import Path
from bot.core.policy.edit import EditError
from bot.core.simulate import codes_of, faults, judged, written


@dataclass(frozen=True, slots=True)
class Trial:
    """The codes that the fix clears on this path; `why` it clears none, "" where it does or where
    the finding says so itself.
    """

    clears: frozenset[str]
    why: str = ""


def trial(fix: Fix, path: Path, findings: tuple[Finding, ...]) -> Trial:
    """The fix tried on the path of which the checks say `findings`.

    A fix that is no statement in a policy clears what it is for. A statement does not where a Deny
    decides or is undecided, or where AWS would refuse the policy with it: the checks tell.
    """
    meant = fix.clears & codes_of(findings)
    if fix.edit is None or not meant:
        return Trial(meant)
    try:
        edited = fix.edit(path)
    except EditError as refused:
        return Trial(frozenset(), f"A statement cannot be added from here. {refused}")
    if edited is None:
        return Trial(frozenset())
    after = judged(written(path, [edited[0]]))
    new = faults(after) - faults(findings)
    caused = next((f.says for f in after if (f.code, f.via) in new), "")
    if caused:
        return Trial(frozenset(), f"One statement more would not do. {caused}")
    return Trial(meant - codes_of(after))
