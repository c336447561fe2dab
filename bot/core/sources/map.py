"""Which repository holds a resource: a map that somebody keeps, or else the tags of yor.

The map is the value of one SSM parameter, SOURCES_PARAMETER (docs/pull-requests.md): a JSON list of
`{"account": "111111111111", "region": "eu-west-1", "prefix": "prod-", "host": "github",
"repository": "acme/infra", "path": "accounts/prod", "base": "main"}`, Region and prefix at will.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.core.arns import Arn, parse_arn
from bot.core.sources.endings import JSON_SYNTAX, TERRAFORM
from bot.core.sources.place import NoPlace, Place
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_NEEDED = ("account", "host", "repository", "base")
_OTHERS = ("region", "prefix", "path")
_SHAPES = {
    "account": re.compile(r"[0-9]{12}"),
    "region": re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]"),
    "host": re.compile(r"[a-z][a-z0-9_]*"),
    "repository": re.compile(r"(?!\.{1,2}/)[A-Za-z0-9_.-]+/(?!\.{1,2}$)[A-Za-z0-9_.-]+"),
    "path": re.compile(r"(?!/)(?!(?:.*/)?\.\.?(?:/|$))[^\\\0]*"),
    "base": re.compile(r"(?!.*\.\.)[^\s~^:?*\[\\]+"),
}
_LOGICAL_ID = "aws:cloudformation:logical-id"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry: the resources of an account (in a Region, of a prefix) and their place."""

    account: str
    region: str
    prefix: str
    place: Place

    def holds(self, arn: Arn, texts: Iterable[str]) -> bool:
        """Whether it is for the resource of this ARN, one of whose names begins so."""
        return (
            self.account == arn.account
            and self.region in {"", arn.region}
            and any(text.startswith(self.prefix) for text in texts)
        )

    def narrower(self, other: Source) -> bool:
        """Whether it says more of what it is for, and nothing less."""
        ours, theirs = (
            (bool(self.region), len(self.prefix)),
            (bool(other.region), len(other.prefix)),
        )
        return ours != theirs and all(a >= b for a, b in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The whole map; empty where nobody keeps one."""

    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongMap:
    """What is wrong with the map, as a sentence for whoever set it up."""

    why: str


def sources_of(text: str) -> SourceMap | WrongMap:
    """The map that a parameter's value holds."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return WrongMap(texts.MAP_NO_JSON)
    if not isinstance(found, list):
        return WrongMap(texts.MAP_NO_LIST)
    entries = [_source(number, one) for number, one in enumerate(found, 1)]
    wrong = next((one for one in entries if isinstance(one, WrongMap)), None)
    return wrong or SourceMap(tuple(one for one in entries if isinstance(one, Source)))


def place_of(
    map: SourceMap, arn: str, names: Iterable[str] = (), tags: Mapping[str, str] | None = None
) -> Place | NoPlace:
    """Where the topic or key of this ARN is kept. `names` are its others: a key's aliases.

    Two entries that say equally much and differ, or tags that name a repository which the map does
    not, give no place: never a guess.
    """
    told, parsed = tags or {}, parse_arn(arn)
    if parsed is None:
        return NoPlace(texts.NO_ARN.format(arn=arn))
    every = [arn, parsed.resource, *names]
    every += [name.removeprefix("alias/") for name in names]
    fitting = [one for one in map.sources if one.holds(parsed, every)]
    best = [one for one in fitting if not any(other.narrower(one) for other in fitting)]
    places = tuple(dict.fromkeys(one.place for one in best))
    if len(places) > 1:
        return NoPlace(texts.MAP_TWO.format(arn=arn, places=_listed(places)))
    found = places[0] if places else _tagged(map, arn, told)
    if isinstance(found, NoPlace):
        return found
    return replace(found, logical_id=told.get(_LOGICAL_ID, ""))


def _tagged(map: SourceMap, arn: str, tags: Mapping[str, str]) -> Place | NoPlace:
    """By the tags that yor leaves (github.com/bridgecrewio/yor), in a repository of the map: only
    the map tells its host and branch, and whoever may tag a resource must not choose one.
    """
    owner, name, path = (tags.get(key, "") for key in ("git_org", "git_repo", "git_file"))
    if not (owner and name and path):
        return NoPlace(texts.MAP_NONE.format(arn=arn))
    repository = f"{owner}/{name}"
    known = (one.place for one in map.sources if one.place.repository == repository)
    places = tuple(dict.fromkeys(replace(place, path=_folder(path)) for place in known))
    if not places or not _SHAPES["path"].fullmatch(path):
        return NoPlace(texts.TAGS_UNKNOWN.format(arn=arn, repository=repository))
    if len(places) > 1:
        return NoPlace(texts.MAP_TWO.format(arn=arn, places=_listed(places)))
    return places[0]


def _source(number: int, found: object) -> Source | WrongMap:
    if not isinstance(found, dict):
        return WrongMap(texts.MAP_NO_OBJECT.format(number=number))
    for name, value in found.items():
        if name not in (*_NEEDED, *_OTHERS):
            allowed = listed(sorted((*_NEEDED, *_OTHERS)))
            return WrongMap(texts.MAP_MEMBER.format(number=number, name=name, allowed=allowed))
        shape = _SHAPES.get(name)
        if not isinstance(value, str) or (value and shape and not shape.fullmatch(value)):
            return WrongMap(texts.MAP_VALUE.format(number=number, name=name, value=value))
    missing = [name for name in _NEEDED if not found.get(name)]
    if missing:
        return WrongMap(texts.MAP_MISSING.format(number=number, names=listed(missing)))
    path = _folder(str(found.get("path", "")).strip("/"))
    place = Place(found["host"], found["repository"], path, found["base"])
    return Source(found["account"], found.get("region", ""), found.get("prefix", ""), place)


def _folder(path: str) -> str:
    """Terraform reads a folder as a whole: of one of its files alone neither values of variables
    nor a second policy are seen.
    """
    return posixpath.dirname(path) if path.endswith((*TERRAFORM, *JSON_SYNTAX)) else path


def _listed(places: Iterable[Place]) -> str:
    return listed([f"{one.repository}/{one.path} ({one.base})" for one in places])
