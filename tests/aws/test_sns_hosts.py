"""What a queue's reader asks of SNS itself, over HTTP."""

from __future__ import annotations

import pytest

from bot.aws.http.call import RefusedError, SilentError
from bot.aws.http.sns import SnsHosts
from tests.core.alerts.texts import TOPIC
from tests.events.signed import HOST, PATH, Signer
from tests.events.sns_host import sns_host
from tests.waiting import UNHURRIED


def test_the_certificate_and_a_confirmation() -> None:
    signer = Signer()
    with sns_host(signer) as host:
        hosts = SnsHosts(endpoint=host.url, timeout=UNHURRIED)
        assert hosts.certificate(HOST, PATH) == signer.certificate("", "")
        hosts.confirm(TOPIC, "abc&Action=DeleteTopic")
        (asked,) = host.asked
    assert asked == {
        "Action": ["ConfirmSubscription"],
        "Version": ["2010-03-31"],
        "TopicArn": [TOPIC],
        "Token": ["abc&Action=DeleteTopic"],
    }


@pytest.mark.parametrize(
    ("status", "raises"),
    [(400, RefusedError), (403, RefusedError), (429, SilentError), (503, SilentError)],
)
def test_an_answer_that_is_none_is_told_from_a_refusal(
    status: int, raises: type[Exception]
) -> None:
    with sns_host(Signer()) as host:
        host.status = status
        with pytest.raises(raises):
            SnsHosts(endpoint=host.url, timeout=UNHURRIED).confirm(TOPIC, "t")


def test_nobody_there() -> None:
    with sns_host(Signer()) as host:
        url = host.url
    with pytest.raises(SilentError):
        SnsHosts(endpoint=url, timeout=UNHURRIED).certificate(HOST, PATH)
