"""One parameter of Parameter Store: kept for some minutes, and what is wrong with it is said."""

from __future__ import annotations

import pytest

from bot.aws.parameter import FAILED_FOR, GET_PARAMETERS, KEPT_FOR, Parameter
from bot.core.model.read import Cause, ReadFailed
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws

NAME = "/budget-check/test/sources"


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def parameter(embedded_aws: EmbeddedAws, open_aws: OpenAws, seconds: Seconds) -> Parameter:
    return Parameter(open_aws(), NAME, seconds)


def keep(aws: EmbeddedAws, text: str) -> None:
    aws.client("ssm").put_parameter(Name=NAME, Value=text, Type="String", Overwrite=True)


def test_it_is_read_once_and_again_after_some_minutes(
    embedded_aws: EmbeddedAws, parameter: Parameter, seconds: Seconds
) -> None:
    keep(embedded_aws, "[]")
    assert parameter.value() == parameter.value() == "[]"
    keep(embedded_aws, "[1]")
    assert parameter.value() == "[]"
    seconds.now = KEPT_FOR
    assert parameter.value() == "[1]"


def test_one_that_is_not_there_is_said_and_soon_looked_for_again(
    embedded_aws: EmbeddedAws, parameter: Parameter, seconds: Seconds
) -> None:
    missing = parameter.value()
    assert isinstance(missing, ReadFailed) and missing.cause is Cause.FAILED
    assert NAME in missing.detail and "is not there" in missing.detail
    keep(embedded_aws, "[]")
    assert isinstance(parameter.value(), ReadFailed)
    seconds.now = FAILED_FOR
    assert parameter.value() == "[]"


def test_what_aws_refuses_names_the_permission(
    embedded_aws: EmbeddedAws, parameter: Parameter
) -> None:
    embedded_aws.fault("ssm", "GetParameters", code="AccessDeniedException", status=400)
    refused = parameter.value()
    assert isinstance(refused, ReadFailed)
    assert (refused.action, refused.cause) == (GET_PARAMETERS.action, Cause.REFUSED)
