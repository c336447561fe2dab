"""Does Slack know the token, does it hold the scopes, and are the ids those that are set?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.doctor._finding import DoctorFinding, fine, unknown, wrong
from bot.cli.doctor._setup import Setup
from bot.errors import SlackError, SlackSilentError
from bot.slack.token_status import TokenStatus, scopes_for

TITLE = "Slack"
PLACE = 60


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """What auth.test says of the token."""
    known = setup.slack
    if known is None:
        if setup.stored is None and not setup.settings.bot_token:
            return  # the settings' own check says so
        yield unknown("token", "there is no usable bot token to ask Slack with.", "See above.")
    elif isinstance(known, SlackSilentError):
        yield unknown("token", str(known), "Check that this machine reaches Slack, and try again.")
    elif isinstance(known, SlackError):
        yield wrong(
            "token",
            f"Slack refuses it: {known.code}.",
            'Install the app again and store the new token: docs/install.md, "Rotate the secrets".',
        )
    else:
        yield fine("token", "Slack knows it.")
        yield _scopes(setup, known)
        yield _ids(setup, known)


def _scopes(setup: Setup, known: TokenStatus) -> DoctorFinding:
    named = setup.settings
    groups = (group for fix in named.menders_of.values() for group in fix)
    needed = scopes_for((*named.viewers, *named.menders, *groups))
    if known.scopes is None:
        do = "Compare OAuth & Permissions of the Slack app with docs/slack-app.md."
        return unknown("scopes", "Slack did not say which scopes the token has.", do)
    lacking = [scope for scope in needed if scope not in known.scopes]
    if lacking:
        return wrong(
            "scopes",
            f"The token lacks {', '.join(lacking)}.",
            "Paste what `python -m bot manifest"
            f"{f' --stage {setup.stage}' if setup.stage else ''}` prints into App Manifest of the "
            "Slack app, then install the app again.",
        )
    return fine("scopes", f"The token has {', '.join(needed)}.")


def _ids(setup: Setup, known: TokenStatus) -> DoctorFinding:
    ids = known.identity
    told = {
        "SLACK_TEAM_ID": (setup.settings.team_id, ids.team),
        "SLACK_BOT_ID": (setup.settings.bot_id, ids.bot),
        "SLACK_BOT_USER_ID": (setup.settings.bot_user_id, ids.user),
    }
    lines = tuple(f"{name}={given}" for name, (_, given) in told.items())
    other = [name for name, (mine, given) in told.items() if mine and mine != given]
    missing = [name for name, (mine, _) in told.items() if not mine]
    if other:
        differ = "differs" if len(other) == 1 else "differ"
        says = f"{' and '.join(other)} {differ} from what Slack says of the token."
        return wrong("ids", says, f"Set them so {setup.place}:", *lines)
    if missing and setup.stage:
        return wrong("ids", f"{' and '.join(missing)} not set.", f"Set them {setup.place}:", *lines)
    return fine("ids", "For the file deploy/STAGE.env:" if missing else "As Slack says.", *lines)
