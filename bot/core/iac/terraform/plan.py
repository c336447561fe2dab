"""A plan's text: its resources after the apply, and its configuration."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.iac.terraform.merge import merged
from bot.core.iac.value import items, members
from bot.errors import UsageError

_VERSION = re.compile(r"1(\.\d+)*")


@dataclass(frozen=True, slots=True)
class Change:
    """A resource as it will be. `module` is its module's address, "" for the root.

    `index` is its key under count or for_each, None without; `values` holds Unknown leaves.
    """

    address: str
    module: str
    mode: str
    type: str
    name: str
    index: str | int | None
    values: Mapping[str, object]

    @property
    def local(self) -> str:
        """Its address in its module, without its key."""
        return f"{'data.' if self.mode == 'data' else ''}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `read` are the data sources that Terraform could read already, `gone` what is
    deleted, as it is. `whole` is False for a plan that leaves out something that will follow.
    """

    changes: tuple[Change, ...]
    read: tuple[Change, ...]
    gone: tuple[Change, ...]
    whole: bool
    root: Mapping[str, object]
    providers: Mapping[str, object]
    variables: Mapping[str, object]


def parse(text: str) -> Plan:
    """The plan. Raises UsageError for what is not JSON, no plan, or of an unknown version."""
    try:
        tree = json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        raise UsageError("The plan is nested too deep to be one.") from None
    except json.JSONDecodeError as error:
        raise UsageError(f"The plan is not JSON (line {error.lineno}: {error.msg}).") from None
    except ValueError as error:
        raise UsageError(f"The plan is not JSON ({error}).") from None
    return _plan(members(tree))


def _plan(tree: Mapping[str, object]) -> Plan:
    version = tree.get("format_version")
    if not isinstance(version, str) or not isinstance(tree.get("resource_changes", []), list):
        raise UsageError(_NO_PLAN)
    if not _VERSION.fullmatch(version):
        raise UsageError(f"The plan's format_version is {version!r}: budget-check knows 1.x.")
    if "resource_changes" not in tree and "planned_values" not in tree:
        raise UsageError(_NO_PLAN)
    configuration = members(tree.get("configuration"))
    state = members(members(members(tree.get("prior_state")).get("values")).get("root_module"))
    return Plan(
        tuple(filter(None, map(_change, items(tree.get("resource_changes"))))),
        tuple(_read(state)),
        tuple(filter(None, map(_deleted, items(tree.get("resource_changes"))))),
        tree.get("complete") is not False and tree.get("errored") is not True,
        members(configuration.get("root_module")),
        members(configuration.get("provider_config")),
        members(tree.get("variables")),
    )


_NO_PLAN = (
    "This is no Terraform plan: write one by `terraform plan -out=plan.bin` and "
    "`terraform show -json plan.bin > plan.json`."
)


def _change(found: object) -> Change | None:
    """None for what will be gone."""
    told = members(found)
    change = members(told.get("change"))
    if set(items(change.get("actions"))) in ({"delete"}, {"forget"}):
        return None
    address = str(told.get("address", ""))
    after, unknown = change.get("after"), change.get("after_unknown")
    return _made(told, members(merged(after, unknown, change.get("after_sensitive"), address)))


def _deleted(found: object) -> Change | None:
    """What is there and will be gone; None for anything else."""
    told = members(found)
    change = members(told.get("change"))
    if set(items(change.get("actions"))) != {"delete"} or told.get("deposed"):
        return None
    before, hidden = change.get("before"), change.get("before_sensitive")
    return _made(told, members(merged(before, None, hidden, str(told.get("address", "")))))


def _read(module: Mapping[str, object]) -> Iterator[Change]:
    waiting = [module]
    while waiting:
        one = waiting.pop()
        for told in map(members, items(one.get("resources"))):
            if told.get("mode") == "data":
                values, hidden = told.get("values"), told.get("sensitive_values")
                known = merged(values, None, hidden, str(told.get("address", "")))
                yield _made({"module_address": one.get("address", ""), **told}, members(known))
        waiting += map(members, items(one.get("child_modules")))


def _made(told: Mapping[str, object], values: Mapping[str, object]) -> Change:
    index = told.get("index")
    return Change(
        str(told.get("address", "")),
        str(told.get("module_address", "") or ""),
        str(told.get("mode", "managed")),
        str(told.get("type", "")),
        str(told.get("name", "")),
        index if isinstance(index, str | int) else None,
        values,
    )
