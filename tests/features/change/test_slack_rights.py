"""Rights over the local Slack: groups are looked up at each call, and a failed look-up refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.accounts.authorize import Asked, Reason, Refusal
from bot.errors import SlackError
from bot.features.change.rights import SlackRights
from bot.settings import Settings
from bot.slack.client import Slack
from playground.slack import Fault, LocalSlack, seed
from tests.slack.conftest import settings_for

FIX = "allow-on-key"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as local:
        yield local


def _rights(slack: LocalSlack, **given: Any) -> SlackRights:
    settings = settings_for(slack)
    wanted: Settings = replace(settings, **{"menders": (seed.MENDERS_GROUP,), **given})
    return SlackRights(Slack(settings.bot_token, settings.slack_api_url), wanted)


def _reason(refusal: Refusal | None) -> Reason | None:
    return refusal.reason if refusal else None


@pytest.mark.parametrize(
    ("user", "reason"),
    [
        (seed.MENDER, None),
        (seed.NOBODY, Reason.NOT_A_MENDER),
        (seed.GUEST, Reason.GUEST),
        (seed.STRANGER, Reason.FOREIGN_TEAM),
        (seed.LEAVER, Reason.DEACTIVATED),
    ],
)
def test_who_may_mend(slack: LocalSlack, user: str, reason: Reason | None) -> None:
    assert _reason(_rights(slack).mend(user, FIX)) is reason


def test_an_empty_list_means_nobody(slack: LocalSlack) -> None:
    assert _reason(_rights(slack, menders=()).mend(seed.MENDER, FIX)) is Reason.NO_MENDERS


def test_several_fixes_as_one_take_the_right_to_each(slack: LocalSlack) -> None:
    rights, both = _rights(slack, menders_of={FIX: (seed.APPROVER,)}), f"enable-key+{FIX}"
    assert _reason(rights.mend(seed.MENDER, both)) is Reason.NOT_A_MENDER_OF_THIS
    assert rights.mend(seed.APPROVER, both) is None
    asked = Asked(seed.APPROVER, {seed.APPROVER})
    assert _reason(rights.approve(seed.MENDER, both, asked)) is Reason.NOT_A_MENDER_OF_THIS


def test_one_fix_is_narrowed(slack: LocalSlack) -> None:
    rights = _rights(slack, menders_of={FIX: (seed.APPROVER,)})
    assert _reason(rights.mend(seed.MENDER, FIX)) is Reason.NOT_A_MENDER_OF_THIS
    assert rights.mend(seed.MENDER, "enable-key") is None
    assert rights.holders(FIX) == (seed.APPROVER,)
    assert rights.holders("enable-key") == (seed.MENDERS_GROUP,)


def test_who_leaves_the_group_loses_the_right_at_once(slack: LocalSlack) -> None:
    rights = _rights(slack)
    assert rights.mend(seed.MENDER, FIX) is None
    group = slack.workspace.user_groups[seed.MENDERS_GROUP]
    slack.workspace.user_groups[seed.MENDERS_GROUP] = replace(group, users=(seed.APPROVER,))
    assert _reason(rights.mend(seed.MENDER, FIX)) is Reason.NOT_A_MENDER


@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
def test_a_look_up_that_fails_refuses(slack: LocalSlack, method: str) -> None:
    slack.faults.add(Fault(method, error="internal_error", times=None))
    assert _reason(_rights(slack).mend(seed.MENDER, FIX)) is Reason.LOOKUP_FAILED


def test_a_rate_limit_is_waited_out(slack: LocalSlack) -> None:
    slack.faults.add(Fault("users.info", retry_after=7))
    with pytest.raises(SlackError) as raised:
        _rights(slack).mend(seed.MENDER, FIX)
    assert raised.value.retry_after == 7


def test_a_reason(slack: LocalSlack) -> None:
    assert _reason(_rights(slack).mend(seed.MENDER, FIX, " ")) is Reason.NO_REASON


def test_approving_and_rejecting(slack: LocalSlack) -> None:
    rights, asked = _rights(slack), Asked(seed.MENDER)
    assert _reason(rights.approve(seed.MENDER, FIX, asked)) is Reason.SELF_APPROVAL
    assert rights.approve(seed.APPROVER, FIX, asked) is None
    again = Asked(seed.MENDER, (seed.APPROVER,))
    assert _reason(rights.approve(seed.APPROVER, FIX, again)) is Reason.APPROVED_ALREADY
    assert rights.reject(seed.MENDER, FIX, asked) is None
    assert _reason(rights.reject(seed.NOBODY, FIX, asked)) is Reason.NOT_A_MENDER
