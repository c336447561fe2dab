"""The hint about aws:SourceAccount stands only where that condition is what keeps SNS out."""

from __future__ import annotations

import pytest

from bot.core.checks.endpoint.function import check
from tests.core.build import ACCOUNT, FUNCTION, document, statement, to_function, with_subscriptions

ACCOUNT_ASKED = {"StringEquals": {"AWS:SourceAccount": ACCOUNT}}


@pytest.mark.parametrize(
    ("service", "action", "hinted"),
    [
        ("sns.amazonaws.com", "lambda:InvokeFunction", True),
        ("s3.amazonaws.com", "lambda:InvokeFunction", False),
        ("sns.amazonaws.com", "lambda:GetFunction", False),
    ],
)
def test_it_is_given(service: str, action: str, hinted: bool) -> None:
    policy = document(statement(service, action, FUNCTION, ACCOUNT_ASKED))
    [finding] = check(with_subscriptions(to_function(policy)))
    assert finding.code == "endpoint.lambda-policy"
    assert ("SNS sends Lambda no aws:SourceAccount" in finding.says) is hinted
