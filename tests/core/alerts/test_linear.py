"""Work grows with the size of a text, whatever the text: anybody may write one.

Each is read at half the size of SNS's largest message, and at an eighth of it: what is quadratic
makes sixteen times as many calls. Regular expressions make none: `make bench` has them.
"""

from cProfile import Profile

import pytest

from bot.core.alerts.parse import LARGEST
from tests.core.alerts.texts import Said, failure, slack
from tools.bench.texts import UNITS, read, repeated


def calls(text: str) -> int:
    """How many functions are called to read it."""
    counting = Profile()
    counting.enable()
    try:
        read(text)
    finally:
        counting.disable()
    return sum(entry.callcount for entry in counting.getstats())


@pytest.mark.parametrize("unit", [*UNITS, Said().body, slack(failure())], ids=repr)
def test_is_linear(unit: str) -> None:
    small, large = (calls(repeated(unit, LARGEST // part)) for part in (8, 2))
    assert large <= 5 * small, (small, large)
