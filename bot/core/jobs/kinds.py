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
from bot.core.jobs.kind import loaded

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
KINDS = loaded()
"""By the name that travels."""
