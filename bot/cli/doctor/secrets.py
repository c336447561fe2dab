"""Are the two secrets in the Parameter Store, encrypted, and of the right form?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.aws.deployment.secrets import BOT_TOKEN, SIGNING_SECRET, Secret
from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed

TITLE = "Secrets"
PLACE = 50

_STORE = 'Store it: docs/install.md, "Deploy it".'
_TOKENS = ("xoxb-", "xoxp-", "xapp-", "xoxe")


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each of the two; nothing of what they hold is said."""
    path = setup.settings.secrets_parameter
    if setup.stored is None:
        return
    if isinstance(setup.stored, ReadFailed):
        yield unread(path, setup.stored)
        return
    for name, form in _FORMS.items():
        yield _one(f"{path}/{name}", setup.stored.get(name), form)


def _one(name: str, secret: Secret | None, form: Callable[[str], str]) -> DoctorFinding:
    if secret is None:
        return wrong(name, "is not there.", _STORE)
    if secret.value != secret.value.strip():
        return wrong(name, "holds white space at an end, such as a line break.", _STORE)
    problem = form(secret.value)
    if problem:
        return wrong(name, problem, _STORE)
    if secret.type != "SecureString":
        do = f"Delete it (`aws ssm delete-parameter --name {name}`) and store it as SecureString."
        return warning(name, f"is a {secret.type}, which is not encrypted.", do)
    return fine(name, "there, encrypted, readable, of the right form.")


def _token(value: str) -> str:
    fits = value.startswith("xoxb-") and value.isprintable()
    return "" if fits else "is no bot token: that begins with xoxb-."


def _signing_secret(value: str) -> str:
    if value.startswith(_TOKENS):
        return "holds a token and not the signing secret of Basic Information."
    fits = value.isascii() and value.isprintable() and " " not in value
    return "" if fits and value else "is no signing secret: that is one word of hexadecimal digits."


_FORMS = {SIGNING_SECRET: _signing_secret, BOT_TOKEN: _token}
