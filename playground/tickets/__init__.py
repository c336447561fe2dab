"""A local GitHub, Jira Cloud and ServiceNow, on one port of loopback.

    with LocalTickets() as tickets:
        ...  # GITHUB_API_URL=tickets.github_url, JIRA_SITE=tickets.jira_url, ...
        tickets.github.issues()

Each refuses what the real one refuses, in its own words: docs/facts.md, and for GitHub its own
OpenAPI description (`github/openapi.json`).
"""

from playground.tickets import github, jira, servicenow
from playground.tickets.clock import Clock
from playground.tickets.faults import Fault
from playground.tickets.local import LocalTickets
from playground.tickets.wire import Asked

__all__ = ["Asked", "Clock", "Fault", "LocalTickets", "github", "jira", "servicenow"]
