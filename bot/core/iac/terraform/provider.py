"""The account and Region of each resource, by its provider."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.iac.terraform.configuration import Configuration, references
from bot.core.iac.terraform.plan import Change, Plan
from bot.core.iac.value import known, members

_CREDENTIALS = (
    *("access_key", "assume_role", "assume_role_with_web_identity", "profile"),
    *("shared_config_files", "shared_credentials_files", "token"),
)


class Providers:
    """The AWS providers of a plan."""

    def __init__(self, plan: Plan, configuration: Configuration, region: str) -> None:
        """`region` is that of a provider that does not name its own."""
        self._plan, self._configuration = plan, configuration
        self._region = region or self._of_data()

    @property
    def region(self) -> str:
        """The Region of the provider without an alias; "" where it cannot be told."""
        return self._region_of("aws")

    def account(self) -> str:
        """The account that the plan was made in, if it read it; "" otherwise."""
        found = {
            known(one.values.get("account_id"))
            for one in self._plan.read
            if one.type == "aws_caller_identity"
        }
        return found.pop() if len(found) == 1 else ""

    def credentials(self, one: Change) -> str:
        """What tells the account of this resource's provider from that of others."""
        settings = self._settings(self._key(one))
        return json.dumps({name: settings.get(name) for name in _CREDENTIALS}, sort_keys=True)

    def region_of(self, one: Change) -> str:
        """The Region of a resource; "" where it cannot be told."""
        own = one.values.get("region")
        return own if isinstance(own, str) and own else self._region_of(self._key(one))

    def _key(self, one: Change) -> str:
        block = self._configuration.resource(one.module, one.local)
        key = str(members(block).get("provider_config_key", "aws"))
        return key if key in self._plan.providers else key.rpartition(":")[2]

    def _settings(self, key: str) -> Mapping[str, object]:
        found = members(self._plan.providers.get(key))
        return members(found.get("expressions"))

    def _region_of(self, key: str) -> str:
        told = members(self._settings(key).get("region"))
        if not told:
            return self._region
        variables = (name.removeprefix("var.") for name in references(told))
        value = next((members(self._plan.variables.get(one)).get("value") for one in variables), "")
        return known(told.get("constant_value")) or known(value)

    def _of_data(self) -> str:
        found = {
            known(one.values.get("region") or one.values.get("name"))
            for one in self._plan.read
            if one.type == "aws_region"
        }
        return found.pop() if len(found) == 1 else ""
