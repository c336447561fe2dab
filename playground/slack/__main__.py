"""`python -m playground.slack --port 5006`: serves the local Slack until it is stopped."""

from __future__ import annotations

import argparse
import threading

from playground.slack import seed
from playground.slack.local import LocalSlack


def main() -> int:
    """Serves until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m playground.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=5006)
    parser.add_argument(
        "--app-url", default="http://127.0.0.1:3000/slack/events", help="where the app listens"
    )
    parser.add_argument("--token", default=seed.BOT_TOKEN, help="the bot token that is valid")
    parser.add_argument("--signing-secret", default=seed.SIGNING_SECRET, help="the app's")
    wanted = parser.parse_args()
    with LocalSlack(
        port=wanted.port,
        app_url=wanted.app_url,
        token=wanted.token,
        signing_secret=wanted.signing_secret,
    ) as slack:
        print(f"Local Slack at {slack.url}. For the app:")
        print(f"  SLACK_API_URL={slack.api_url}")
        print(f"  SLACK_BOT_TOKEN={slack.token} SLACK_SIGNING_SECRET={slack.signing_secret}")
        print(f"  SLACK_APP_TOKEN={slack.app_token} for Socket Mode")
        print("Stop with Ctrl-C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
