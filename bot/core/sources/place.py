"""The place in a repository where a resource of AWS is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or a file in a repository: `host` is its host's file here ("github"), `repository`
    "acme/infra", `path` "" for all of it, `base` the branch that is deployed. `logical_id` is the
    resource's name in its CloudFormation template, "" where no tag tells it.
    """

    host: str
    repository: str
    path: str
    base: str
    logical_id: str = ""


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Why no place can be told, as a sentence for a person."""

    why: str
