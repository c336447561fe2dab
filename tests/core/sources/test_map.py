"""The map of sources, and the place of a resource by it or by tags."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.sources import NoPlace, Place, SourceMap, WrongMap, place_of, sources_of
from tests.core.sources.plans import ACCOUNT, ALIAS, KEY, TOPIC

ENTRY = {
    "account": ACCOUNT,
    "host": "github",
    "repository": "acme/infra",
    "path": "accounts/prod",
    "base": "main",
}
PLACE = Place("github", "acme/infra", "accounts/prod", "main")
YOR = {"git_org": "acme", "git_repo": "infra", "git_file": "live/sns.tf"}


def mapped(*entries: dict[str, str]) -> SourceMap:
    found = sources_of(json.dumps(entries))
    assert isinstance(found, SourceMap), found
    return found


def entry(**more: str) -> dict[str, str]:
    return {**ENTRY, **more}


def test_an_account_has_a_folder() -> None:
    assert place_of(mapped(entry()), TOPIC) == PLACE


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", ""),
        ("a/b/c", "a/b/c"),
        ("accounts/prod/", "accounts/prod"),
        ("stacks/alerts.yaml", "stacks/alerts.yaml"),
        ("accounts/prod/main.tf", "accounts/prod"),
        ("main.tf", ""),
    ],
)
def test_a_path_is_a_folder_a_template_or_everything(path: str, found: str) -> None:
    place = place_of(mapped(entry(path=path)), TOPIC)
    assert isinstance(place, Place)
    assert place.path == found


WIDE = entry(path="wide")
REGION = entry(region="eu-west-1", path="region")
PREFIX = entry(prefix="budget-", path="prefix")
LONGER = entry(prefix="budget-alerts", path="longer")
BOTH = entry(prefix="budget-", region="eu-west-1", path="both")
ELSEWHERE = entry(region="us-east-1", path="elsewhere")
OTHERS = entry(account="222222222222", path="others")
BY_ARN = entry(prefix="arn:aws:sns:eu-west-1:", path="arn")


@pytest.mark.parametrize(
    ("entries", "path"),
    [
        ([WIDE, REGION], "region"),
        ([REGION, WIDE], "region"),
        ([WIDE, PREFIX, LONGER], "longer"),
        ([WIDE, REGION, PREFIX, BOTH], "both"),
        ([WIDE, ELSEWHERE, OTHERS], "wide"),
        ([WIDE, BY_ARN], "arn"),
        ([WIDE, WIDE], "wide"),
    ],
)
def test_the_narrowest_entry_counts(entries: list[dict[str, str]], path: str) -> None:
    found = place_of(mapped(*entries), TOPIC)
    assert isinstance(found, Place)
    assert found.path == path


@pytest.mark.parametrize(
    "entries",
    [[WIDE, entry(path="b")], [REGION, PREFIX], [PREFIX, entry(prefix="budget-", base="dev")]],
)
def test_two_that_say_equally_much_are_no_place(entries: list[dict[str, str]]) -> None:
    found = place_of(mapped(*entries), TOPIC)
    assert isinstance(found, NoPlace)
    assert found.why.startswith(f"Two places may hold {TOPIC}: acme/infra/")


@pytest.mark.parametrize("prefix", ["alias/budget", "budget"])
def test_a_key_is_found_by_its_alias(prefix: str) -> None:
    found = place_of(mapped(entry(prefix=prefix, path="keys")), KEY, [ALIAS])
    assert isinstance(found, Place)
    assert found.path == "keys"
    assert isinstance(place_of(mapped(entry(prefix=prefix)), KEY), NoPlace)


def test_the_stack_tells_the_logical_id() -> None:
    found = place_of(mapped(entry()), TOPIC, [], {"aws:cloudformation:logical-id": "Alerts"})
    assert isinstance(found, Place)
    assert found.logical_id == "Alerts"


def test_tags_name_a_file_of_a_repository_that_the_map_knows() -> None:
    elsewhere = entry(account="222222222222", base="live")
    found = place_of(mapped(elsewhere), TOPIC, [], YOR)
    assert found == Place("github", "acme/infra", "live", "live")
    template = {**YOR, "git_file": "live/sns.yaml"}
    assert place_of(mapped(elsewhere), TOPIC, [], template) == replace(found, path="live/sns.yaml")
    assert place_of(mapped(elsewhere, entry()), TOPIC, [], YOR) == PLACE, "the map comes first"


@pytest.mark.parametrize(
    ("entries", "tags"),
    [
        ([], YOR),
        ([OTHERS], {**YOR, "git_repo": "elsewhere"}),
        ([OTHERS], {**YOR, "git_file": "../../other"}),
        ([OTHERS], {"git_org": "acme", "git_repo": "infra"}),
        ([OTHERS, entry(account="333333333333", base="dev")], YOR),
        ([OTHERS], {}),
    ],
)
def test_tags_alone_choose_no_repository(
    entries: list[dict[str, str]], tags: dict[str, str]
) -> None:
    assert isinstance(place_of(mapped(*entries), TOPIC, [], tags), NoPlace)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The map of sources is no JSON."),
        ("{}", "The map of sources is no JSON list of entries."),
        ("[1]", "Entry 1 of the map of sources is no JSON object."),
        ([{}], "Entry 1 of the map of sources lacks account, host, repository and base."),
        ([ENTRY, entry(base="")], "Entry 2 of the map of sources lacks base."),
        ([entry(account="12")], '"account" that cannot be one: 12.'),
        ([entry(repository="infra")], '"repository" that cannot be one: infra.'),
        ([entry(repository="../infra")], '"repository" that cannot be one: ../infra.'),
        ([entry(repository="acme/..")], '"repository" that cannot be one: acme/...'),
        ([entry(base="a/../../x")], '"base" that cannot be one: a/../../x.'),
        ([entry(path="../x")], '"path" that cannot be one: ../x.'),
        ([entry(path="/x")], '"path" that cannot be one: /x.'),
        ([entry(host="GitHub!")], '"host" that cannot be one: GitHub!.'),
        ([entry(base="a b")], '"base" that cannot be one: a b.'),
        ([entry(region="Ireland")], '"region" that cannot be one: Ireland.'),
        ([entry(repo="x")], '"repo", which is none of account, base, host'),
    ],
)
def test_what_is_wrong_is_one_sentence(text: object, why: str) -> None:
    found = sources_of(text if isinstance(text, str) else json.dumps(text))
    assert isinstance(found, WrongMap)
    assert why in found.why
    assert "\n" not in found.why
