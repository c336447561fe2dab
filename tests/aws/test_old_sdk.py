"""An SDK that is older than a field drops it silently (docs/facts.md 1.7): that is no answer, not a
no.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from botocore.loaders import Loader

from bot.core.model.budget import Budget
from bot.core.model.key import Key
from bot.core.model.read import Cause, ReadFailed
from tests.aws.world import NAME, TOPIC, OpenAws, World, check

_YOUNG = {
    "budgets": ("Budget", "HealthStatus"),
    "kms": ("GrantListEntry", "GranteeServicePrincipal"),
}


class OldLoader(Loader):
    """The service models as an older botocore has them."""

    def load_service_model(
        self, service_name: str, type_name: str, api_version: str | None = None
    ) -> OrderedDict[str, Any]:
        """The model, without the members that came later."""
        model: OrderedDict[str, Any] = super().load_service_model(
            service_name, type_name, api_version
        )
        if type_name == "service-2" and service_name in _YOUNG:
            shape, member = _YOUNG[service_name]
            model["shapes"][shape]["members"].pop(member, None)
        return model


def test_what_an_old_sdk_drops_is_unread(world: World, open_aws: OpenAws) -> None:
    key = world.key()
    world.budget(world.topic(KmsMasterKeyId=key))
    facts = check(open_aws(loader=OldLoader()))
    assert isinstance(facts.budget, Budget)
    assert isinstance(facts.budget.health, ReadFailed)
    assert (facts.budget.health.cause, facts.budget.health.resource) == (Cause.FAILED, NAME)
    assert "older than HealthStatus" in facts.budget.health.detail
    found = facts.keys[TOPIC]
    assert isinstance(found, Key)
    assert isinstance(found.grants, ReadFailed)
    assert "older than grants to services" in found.grants.detail
    assert isinstance(found.policies, tuple)
