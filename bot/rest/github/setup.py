"""The settings that stand with GITHUB_ before them, for tickets and for pull requests alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import SettingsError

SETTINGS = ("API_URL", "APP_ID", "INSTALLATION_ID", "KEY")
SECRET = ("token",)
PUBLIC = "https://api.github.com"
_ENTERPRISE = "/api/v3"
_APP = ("APP_ID", "INSTALLATION_ID", "KEY")
_FORMS = {
    "APP_ID": (r"[0-9]{1,12}|Iv[0-9A-Za-z.]{8,40}", "an App's id, such as 12345"),
    "INSTALLATION_ID": (r"[0-9]{1,15}", "an installation's number, such as 7654321"),
    "KEY": (
        r"arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
        "the ARN of a KMS key, such as arn:aws:kms:eu-west-1:111111111111:key/1234abcd-...",
    ),
}


@dataclass(frozen=True, slots=True)
class App:
    """A GitHub App, installed: `key` is the ARN of the KMS key that holds its private key."""

    id: str
    installation: str
    key: str


@dataclass(frozen=True, slots=True)
class Setup:
    """Where GitHub's API is, without a slash at its end, and the App, None for a token."""

    url: str = PUBLIC
    app: App | None = None

    @property
    def host(self) -> str:
        """Its host, for a sentence."""
        return urlsplit(self.url).netloc

    @property
    def graphql(self) -> str:
        """The address of its other API: beside /v3 on an Enterprise Server."""
        if self.url.endswith(_ENTERPRISE):
            return f"{self.url.removesuffix('v3')}graphql"
        return f"{self.url}/graphql"


def setup_of(settings: Mapping[str, str]) -> Setup:
    """Raises SettingsError for what is no address, and for a part of an App alone."""
    given = {name: settings[name] for name in _APP if settings.get(name)}
    for name, value in given.items():
        form, like = _FORMS[name]
        if not re.fullmatch(form, value):
            raise SettingsError(f"GITHUB_{name}", f"is {value!r}, which is not {like}.")
    for name in _APP:
        if given and name not in given:
            needs = ", ".join(f"GITHUB_{one}" for one in _APP)
            raise SettingsError(f"GITHUB_{name}", f"is missing: an App needs {needs} together.")
    app = App(given["APP_ID"], given["INSTALLATION_ID"], given["KEY"]) if given else None
    return Setup(_address(settings.get("API_URL") or PUBLIC), app)


def _address(url: str) -> str:
    """Over http only on this machine: a token goes with each request."""
    found = re.fullmatch(r"(https?)://(\[[0-9a-f:]+\]|[\w.-]+)(?::\d+)?(?:/[\w./-]*)?", url)
    here = found and (found[2] in {"localhost", "[::1]"} or re.match(r"127\.", found[2]))
    if not found or (found[1] == "http" and not here):
        raise SettingsError(
            "GITHUB_API_URL",
            f"is {url!r}: it is an https:// address, {PUBLIC} or https://HOST{_ENTERPRISE}.",
        )
    return url.rstrip("/")
