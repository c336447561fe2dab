"""The scenarios' list of finding codes against the checks' own, both ways."""

from bot.core.checks import all_checks
from playground.scenarios.expected import STATUS


def test_both_know_the_same_codes_and_statuses() -> None:
    said = {code: status.value for check in all_checks() for code, status in check.codes.items()}
    assert said == dict(STATUS)
