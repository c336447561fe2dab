"""Every kind of job, for who takes them; a door that only leaves some loads no more than those."""

from bot.core.jobs import (
    alarm_proofs,
    alert_threads,
    alerts,
    answers,
    change_steps,
    changes,
    checks,
    conversation,
    digest,
    home,
    lookups,
    organization,
    outbox,
    proof_steps,
    proofs,
    pull_requests,
    snooze,
    snooze_ends,
    ticket_states,
    tickets,
    watch,
)
from bot.core.jobs.kind import JobKind

What = (
    alarm_proofs.What
    | alert_threads.What
    | alerts.What
    | answers.What
    | change_steps.What
    | changes.What
    | checks.What
    | conversation.What
    | digest.What
    | home.What
    | lookups.What
    | organization.What
    | outbox.What
    | proof_steps.What
    | proofs.What
    | pull_requests.What
    | snooze.What
    | snooze_ends.What
    | ticket_states.What
    | tickets.What
    | watch.What
)
KINDS: dict[str, JobKind] = {
    **alarm_proofs.KINDS,
    **alert_threads.KINDS,
    **alerts.KINDS,
    **answers.KINDS,
    **change_steps.KINDS,
    **changes.KINDS,
    **checks.KINDS,
    **conversation.KINDS,
    **digest.KINDS,
    **home.KINDS,
    **lookups.KINDS,
    **organization.KINDS,
    **outbox.KINDS,
    **proof_steps.KINDS,
    **proofs.KINDS,
    **pull_requests.KINDS,
    **snooze.KINDS,
    **snooze_ends.KINDS,
    **ticket_states.KINDS,
    **tickets.KINDS,
    **watch.KINDS,
}
"""By the name that travels."""
