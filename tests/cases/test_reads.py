"""Every case that is about what a read gives: put into the embedded AWS, read, and judged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.aws.gather import read
from bot.core.report import judge
from tests.aws.world import OpenAws
from tests.cases.case import Case
from tests.cases.judged import assert_right
from tests.cases.reads import needs_a_reader, put
from tests.cases.test_cases import CASES
from tests.conftest import EmbeddedAws


@pytest.mark.parametrize(
    "case", [case for case in CASES if needs_a_reader(case.given)], ids=lambda case: str(case.id)
)
def test_the_answer(case: Case, embedded_aws: EmbeddedAws, open_aws: OpenAws) -> None:
    given = case.given
    put(embedded_aws, given)
    aws = open_aws(given.account, region=given.region)
    assert_right(case, judge(read(aws, given.account, given.budget, datetime.now(UTC))))
