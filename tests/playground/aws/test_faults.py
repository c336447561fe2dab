"""Which calls a fault hits, and how often."""

from dataclasses import replace

import pytest

from playground.aws.server.call import Call, Request, operation_of, signed_by
from playground.aws.server.faults import Fault, Faults

CALL = Call("kms", "GetKeyPolicy", "111111111111", "us-east-1", "111111111111", 0.0)
THROTTLED = {"service": "kms", "code": "ThrottlingException"}


@pytest.mark.parametrize(
    ("given", "hit"),
    [
        ({}, True),
        ({"service": "kms"}, True),
        ({"service": "sns"}, False),
        ({"operation": "GetKeyPolicy"}, True),
        ({"operation": "DescribeKey"}, False),
        ({"account": "222222222222"}, False),
        ({"region": "us-east-1"}, True),
        ({"text": "key-1"}, True),
        ({"text": "key-2"}, False),
    ],
)
def test_whom_it_means(given: dict[str, object], hit: bool) -> None:
    assert Fault.of(given).fits(CALL, '{"KeyId": "key-1"}') is hit


def test_twice_and_then_no_more() -> None:
    faults = Faults()
    faults.add(Fault.of({**THROTTLED, "times": 2}))
    hit = [faults.take(CALL, "")[1] is not None for _ in range(4)]
    assert hit == [True, True, False, False]


def test_one_after_the_other() -> None:
    faults = Faults()
    faults.add(Fault.of({**THROTTLED, "times": 1}))
    faults.add(Fault.of({"code": "KMSInternalException", "times": 1}))
    taken = [faults.take(CALL, "")[1] for _ in range(3)]
    assert [one.code if one else "" for one in taken] == [
        "ThrottlingException",
        "KMSInternalException",
        "",
    ]


def test_latencies_add_up() -> None:
    faults = Faults()
    faults.add(Fault(latency=0.05))
    faults.add(Fault(service="kms", latency=0.25))
    faults.add(Fault(service="sns", latency=9.0))
    latency, fault = faults.take(CALL, "")
    assert latency == pytest.approx(0.3)
    assert fault is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"sevice": "kms"}, "a fault has no sevice; it has service, "),
        ({"latency": "slow"}, "latency must be a number"),
        ({"service": 1}, "service must be a text"),
        ({"how": "slowly"}, 'how must be "", "hang", "reset" or "hold"'),
    ],
)
def test_what_makes_no_sense(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Fault.of(given)


@pytest.mark.parametrize(
    ("code", "status"),
    [("ThrottlingException", 400), ("InternalErrorException", 500), ("KMSInternalException", 500)],
)
def test_http_status(code: str, status: int) -> None:
    assert Fault(code=code).http_status == status
    assert Fault(code=code, status=503).http_status == 503


def request(path: str = "/", body: bytes = b"", method: str = "POST", **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, path, "", named, body)


FORM = "application/x-www-form-urlencoded"
LAMBDA = "/2015-03-31/functions"


@pytest.mark.parametrize(
    ("asked", "operation"),
    [
        (request(x_amz_target="TrentService.GetKeyPolicy"), "GetKeyPolicy"),
        (request(body=b"Action=ListTopics&Version=1", content_type=FORM), "ListTopics"),
        (
            request("/service/Granite/operation/GetMetricData", smithy_protocol="rpc-v2-cbor"),
            "GetMetricData",
        ),
        (request("/describe-slack-channel-configurations"), "DescribeSlackChannelConfigurations"),
        (
            request("/list-ms-teams-channel-configurations"),
            "ListMicrosoftTeamsChannelConfigurations",
        ),
        (request(f"{LAMBDA}/name/policy", method="GET"), "GetPolicy"),
        (request(f"{LAMBDA}/name/policy"), "AddPermission"),
        (request(f"{LAMBDA}/name", method="GET"), "GetFunction"),
        (request(LAMBDA), "CreateFunction"),
    ],
)
def test_which_operation_a_request_is(asked: Request, operation: str) -> None:
    assert operation_of(asked) == operation


def test_who_signed() -> None:
    scope = "Credential=111111111111/20260203/eu-west-1/monitoring/aws4_request, SignedHeaders=host"
    asked = request(authorization=f"AWS4-HMAC-SHA256 {scope}, Signature=0")
    assert signed_by(asked) == ("111111111111", "eu-west-1", "cloudwatch")
    assert signed_by(request()) == ("", "", "")


def test_whom_it_spares() -> None:
    fault = Fault.of({**THROTTLED, "spares": "the-page"})
    assert fault.fits(CALL, "")
    assert fault.fits(replace(CALL, agent="Boto3 budget-check"), "")
    assert not fault.fits(replace(CALL, agent="Boto3 the-page"), "")


def test_one_is_taken_away_by_its_name() -> None:
    faults = Faults()
    for given in ({"name": "slow", "latency": 2.0}, {"name": "late", "latency": 1.0}, {}):
        faults.add(Fault.of(given))
    faults.clear("slow")
    assert faults.take(CALL, "")[0] == 1.0
    faults.clear("nothing")
    assert len(faults) == 2
    faults.clear()
    assert len(faults) == 0
