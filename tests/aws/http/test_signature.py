"""Our signature is botocore's, whatever is signed."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given
from hypothesis import strategies as st

from bot.aws.http.signature import Credentials, Scope, signed

KEYS = st.text(string.ascii_letters + string.digits + "+/=", min_size=1, max_size=40)
VALUES = st.text(string.ascii_letters + string.digits + " .-/;=", max_size=30).map(str.strip)


@given(
    key=KEYS,
    secret=KEYS,
    token=st.one_of(st.just(""), KEYS),
    region=st.sampled_from(["eu-west-1", "us-gov-west-1", "cn-north-1"]),
    service=st.sampled_from(["sqs", "ssm"]),
    target=VALUES.filter(lambda v: "  " not in v),
    body=st.binary(max_size=200),
    at=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
)
def test_it_signs_as_botocore_does(  # noqa: PLR0917
    key: str, secret: str, token: str, region: str, service: str, target: str, body: bytes,
    at: datetime,
) -> None:  # fmt: skip
    at = at.replace(tzinfo=UTC)
    headers = {
        "Host": f"{service}.{region}.amazonaws.com",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": target,
    }
    ours = signed(headers, body, Credentials(key, secret, token), Scope(region, service, at))
    request = AWSRequest("POST", f"https://{headers['Host']}/", headers=dict(headers), data=body)
    theirs = SigV4Auth(BotoCredentials(key, secret, token or None), service, region)
    request.context["timestamp"] = ours["X-Amz-Date"]
    request.headers["X-Amz-Date"] = ours["X-Amz-Date"]
    if token:
        request.headers["X-Amz-Security-Token"] = token
    canonical = theirs.canonical_request(request)
    signature = theirs.signature(theirs.string_to_sign(request, canonical), request)
    assert ours["Authorization"].endswith(f"Signature={signature}")
    names = theirs.signed_headers(theirs.headers_to_sign(request))
    assert f"SignedHeaders={names}," in ours["Authorization"]
    assert f"Credential={theirs.scope(request)}," in ours["Authorization"]


def test_secrets_do_not_show_in_a_trace() -> None:
    shown = repr(Credentials("AKIA", "the-secret", "the-token"))
    assert "AKIA" in shown and "the-" not in shown
