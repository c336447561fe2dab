"""Jobs travel as JSON and come back equal, or not at all."""

import json
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.jobs import VERSION, Job, Place, dumps, loads
from bot.core.jobs.checks import Command
from bot.core.jobs.kinds import What
from bot.errors import JobError

texts = st.text(max_size=100)
numbers = st.integers(0, 1000)
kinds = st.one_of(
    [
        st.builds(of, **{n: texts if t is str else numbers for n, t in get_type_hints(of).items()})
        for of in get_args(What)
    ]
)
jobs = st.builds(
    Job,
    texts,
    st.builds(Place, texts, texts, texts, texts, texts),
    kinds,
    st.integers(0, 9),
    st.booleans(),
)
JOB = Job("1", Place("T1", "U1", "C1", "https://hooks.slack.com/x"), Command("a b"))


@settings(deadline=None, derandomize=True)
@given(jobs)
def test_round_trip(job: Job) -> None:
    back = loads(dumps(job))
    assert back == job
    assert type(back.what) is type(job.what)


def changed(**values: object) -> str:
    return json.dumps(json.loads(dumps(JOB)) | values)


BAD = {
    "not JSON": ("{", "not JSON"),
    "a list": ("[]", "version None"),
    "another version": (changed(version=VERSION + 1), f"version {VERSION + 1}"),
    "no version": ("{}", "version None"),
    "an unknown kind": (changed(kind="fix.apply"), "unknown kind 'fix.apply'"),
    "a kind that is no string": (changed(kind=["command"]), "unknown kind"),
    "no id": (changed(id=None), "'id' is not of type str"),
    "an attempt that is a truth": (changed(attempt=True), "'attempt' is not of type int"),
    "no place": (changed(place=None), "'place' is not of type dict"),
    "a place without a user": (changed(place={"team": "T1"}), "'user' is not of type str"),
    "another kind's fields": (changed(kind="list.page"), "'account' is not of type str"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_job_is_refused(case: str) -> None:
    text, says = BAD[case]
    with pytest.raises(JobError, match=says):
        loads(text)


def test_a_job_from_before_places_had_threads_is_still_done() -> None:
    place = {"team": "T1", "user": "U1", "channel": "C1", "response_url": "x"}
    found = loads(changed(place=place)).place
    assert (found.thread, found.name) == ("", "")


def test_a_job_carries_what_was_typed_verbatim() -> None:
    assert json.loads(dumps(JOB))["what"] == {"text": "a b"}
