"""The rows of the kinds of job: each kind has one, and says nothing that its fields cannot keep."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from bot.core.jobs.kind import JobKind
from bot.core.jobs.kinds import KINDS, What

ROWS = [pytest.param(kind, id=name) for name, kind in KINDS.items()]


def test_each_kind_has_one_row() -> None:
    rows = [kind.what for kind in KINDS.values()]
    assert len(rows) == len(set(rows))
    assert set(rows) == set(get_args(What))


@pytest.mark.parametrize("kind", ROWS)
def test_the_record_that_a_row_names_is_found_by_its_fields(kind: JobKind) -> None:
    fields = set(get_type_hints(kind.what))
    wanted = {
        "": [set[str]()],
        "answer": [{"answer"}],
        "change": [{"change"}],
        "proof": [{"account", "budget"}, {"proof"}],
    }
    assert any(one <= fields for one in wanted[kind.about])


@pytest.mark.parametrize("kind", ROWS)
def test_the_view_that_waits_has_an_id(kind: JobKind) -> None:
    fields = get_type_hints(kind.what)
    if kind.view == "home":  # Slack knows it by the person
        assert "hash" in fields and "view" not in fields
    else:
        assert (fields.get("view") is str) == bool(kind.view)
    assert not kind.view_of or fields[kind.view_of] is str


@pytest.mark.parametrize("kind", ROWS)
def test_only_a_person_has_a_view_or_is_refused(kind: JobKind) -> None:
    if kind.asked_by != "person":
        assert (kind.view, kind.about) == ("", "")


@pytest.mark.parametrize("kind", ROWS)
def test_what_may_lead_to_a_write_has_a_queue_of_its_own(kind: JobKind) -> None:
    assert (kind.queue == "mend") == (kind.needs == "engine")
