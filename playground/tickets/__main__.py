"""`python -m playground.tickets --port 5008`: serves GitHub, Jira and ServiceNow until stopped."""

from __future__ import annotations

import argparse
import threading

from playground.tickets import github, jira, servicenow
from playground.tickets.local import LocalTickets


def main() -> int:
    """Serves until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m playground.tickets", description=__doc__)
    parser.add_argument("--port", type=int, default=5008)
    with LocalTickets(port=parser.parse_args().port) as tickets:
        print(f"Local ticket systems at {tickets.url}. For the app:")
        print(f"  GitHub: {tickets.github_url}, repository acme/infra, token {github.seed.TOKEN}")
        print(f"  Jira: {tickets.jira_url}, project OPS, {jira.seed.EMAIL} with its token:")
        print(f"    at the site {jira.seed.CLASSIC_TOKEN}")
        print(f"    at {tickets.jira_url}/ex/jira/{jira.seed.CLOUD_ID} {jira.seed.TOKEN}")
        secret = f"client {servicenow.seed.CLIENT_ID} with {servicenow.seed.CLIENT_SECRET}"
        print(f"  ServiceNow: {tickets.servicenow_url}, {secret}")
        print("Stop with Ctrl-C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
