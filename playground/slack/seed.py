"""The workspace as it stands at the start: people, user groups, channels and tokens."""

from __future__ import annotations

from playground.slack.model import (
    BOT_USER_ID,
    FOREIGN_TEAM_ID,
    OTHER_BOT_USER_ID,
    Channel,
    ChannelKind,
    Token,
    TokenState,
    User,
    UserGroup,
)

MENDER = "U0MENDER"
APPROVER = "U0APPROVER"
NOBODY = "U0NOBODY"
GUEST = "U0GUEST"
SINGLE_CHANNEL_GUEST = "U0ONECHANNEL"
STRANGER = "U0STRANGER"
LEAVER = "U0LEAVER"
SLACKBOT = "USLACKBOT"
OTHER_APP = OTHER_BOT_USER_ID
MENDERS_GROUP = "S0MENDERS"

FINOPS = "C0FINOPS"
ALERTS = "C0ALERTS"
PUBLIC_WITHOUT_BOT = "C0GENERAL"
PRIVATE = "C0PRIVATE"
PRIVATE_WITHOUT_BOT = "C0SECRET"
ARCHIVED = "C0ARCHIVED"
DIRECT = "D0MENDER"

BOT_TOKEN = "xoxb-playground-valid"
REVOKED_TOKEN = "xoxb-playground-revoked"
INACTIVE_TOKEN = "xoxb-playground-inactive"
APP_TOKEN = "xapp-playground-valid"
SIGNING_SECRET = "playground-signing-secret"

BOT_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "usergroups:read",
    "users:read",
)


def users() -> dict[str, User]:
    """Everybody, by id."""
    people = (
        User(BOT_USER_ID, "budget-check", "budget-check", is_bot=True),
        User(MENDER, "mina", "Mina Mender"),
        User(APPROVER, "ari", "Ari Approver"),
        User(NOBODY, "nora", "Nora Norights"),
        User(GUEST, "gus", "Gus Guest", restricted=True),
        User(SINGLE_CHANNEL_GUEST, "sid", "Sid Singlechannel", restricted=True, ultra=True),
        User(STRANGER, "stella", "Stella Stranger", team=FOREIGN_TEAM_ID),
        User(SLACKBOT, "slackbot", "Slackbot", is_bot=True),
        User(OTHER_APP, "amazonq", "Amazon Q Developer", is_bot=True),
        User(LEAVER, "leo", "Leo Leaver", deleted=True),
    )
    return {user.id: user for user in people}


def user_groups() -> dict[str, UserGroup]:
    """The user groups, by id."""
    groups = (
        UserGroup(MENDERS_GROUP, "budget-menders", (MENDER, APPROVER)),
        UserGroup("S0EMPTY", "nobody-yet", ()),
        UserGroup("S0DISABLED", "former-menders", (NOBODY,), disabled=True),
    )
    return {group.id: group for group in groups}


def channels() -> dict[str, Channel]:
    """The conversations, by id."""
    staff = {MENDER, APPROVER, NOBODY}
    rooms = (
        Channel(FINOPS, "finops", members={*staff, GUEST, STRANGER, OTHER_APP, BOT_USER_ID}),
        Channel(
            ALERTS, "aws-alerts", members={*staff, SINGLE_CHANNEL_GUEST, OTHER_APP, BOT_USER_ID}
        ),
        Channel(PUBLIC_WITHOUT_BOT, "general", members=set(staff)),
        Channel(PRIVATE, "finops-private", ChannelKind.PRIVATE, {MENDER, APPROVER, BOT_USER_ID}),
        Channel(PRIVATE_WITHOUT_BOT, "board-only", ChannelKind.PRIVATE, {MENDER}),
        Channel(ARCHIVED, "old-finops", members={*staff, BOT_USER_ID}, archived=True),
        Channel(DIRECT, "", ChannelKind.DIRECT, {MENDER, BOT_USER_ID}, user=MENDER),
    )
    return {room.id: room for room in rooms}


def tokens(bot: str) -> dict[str, Token]:
    """The tokens, by value; `bot` is the valid one."""
    known = (
        Token(bot, set(BOT_SCOPES)),
        Token(REVOKED_TOKEN, set(BOT_SCOPES), TokenState.REVOKED),
        Token(INACTIVE_TOKEN, set(BOT_SCOPES), TokenState.INACTIVE),
        Token(APP_TOKEN, {"connections:write"}),
    )
    return {token.value: token for token in known}
