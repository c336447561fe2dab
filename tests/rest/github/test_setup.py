"""The settings that stand with GITHUB_ before them."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.rest.github import Setup, setup_of

KEY = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
APP = {"APP_ID": "12345", "INSTALLATION_ID": "7654321", "KEY": KEY}


@pytest.mark.parametrize(
    ("url", "rest", "graphql"),
    [
        ("", "https://api.github.com", "https://api.github.com/graphql"),
        (
            "https://api.acme.ghe.com/",
            "https://api.acme.ghe.com",
            "https://api.acme.ghe.com/graphql",
        ),
        (
            "https://git.acme.example/api/v3/",
            "https://git.acme.example/api/v3",
            "https://git.acme.example/api/graphql",
        ),
        (
            "http://127.0.0.1:5008/github",
            "http://127.0.0.1:5008/github",
            "http://127.0.0.1:5008/github/graphql",
        ),
    ],
)
def test_where_the_two_apis_are(url: str, rest: str, graphql: str) -> None:
    made = setup_of({"API_URL": url} if url else {})
    assert (made.url, made.graphql, made.app) == (rest, graphql, None)


@pytest.mark.parametrize(
    "url",
    [
        "api.github.com",
        "http://git.acme.example/api/v3",
        "http://127.example.com.evil.example@x/",
        "https://user:secret@git.acme.example",
        "https://git.acme.example/api/v3?x=1",
        "ftp://127.0.0.1",
        "https://git.acme.example/a b",
    ],
)
def test_an_address_that_a_token_does_not_go_to(url: str) -> None:
    with pytest.raises(SettingsError, match="GITHUB_API_URL"):
        setup_of({"API_URL": url})


def test_an_app_is_whole() -> None:
    made = setup_of(APP).app
    assert made
    assert (made.id, made.installation, made.key) == ("12345", "7654321", KEY)
    assert setup_of({**APP, "APP_ID": "Iv23liABCDEFGHIJKLMN"}).app
    assert setup_of({}) == Setup()


@pytest.mark.parametrize("name", APP)
def test_a_part_of_an_app_names_what_is_missing(name: str) -> None:
    given = {one: value for one, value in APP.items() if one != name}
    with pytest.raises(SettingsError, match=rf"^GITHUB_{name} is missing: an App needs"):
        setup_of(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ID", "budget-check"),
        ("INSTALLATION_ID", "https://github.com/settings/installations/1"),
        ("KEY", "alias/github"),
        ("KEY", "arn:aws:kms:eu-west-1:111111111111:alias/github"),
    ],
)
def test_a_part_that_is_none(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^GITHUB_{name} is '"):
        setup_of({**APP, name: value})
