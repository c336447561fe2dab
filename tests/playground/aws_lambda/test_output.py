"""A function's log: whole once its answer is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from playground.aws_lambda.output import Output


@pytest.fixture
def pipe() -> Iterator[tuple[BinaryIO, Output]]:
    reading, writing = os.pipe()
    output = Output(os.fdopen(reading, "rb", buffering=0))
    with os.fdopen(writing, "wb", buffering=0) as into:
        yield into, output
    output.close(5)


def test_what_was_printed_is_there_at_once(pipe: tuple[BinaryIO, Output]) -> None:
    into, output = pipe
    for n in range(2_000):
        into.write(f"line {n}\n".encode())
        assert output.lines()[-1] == f"line {n}"


def test_more_than_a_pipe_holds_blocks_nobody(pipe: tuple[BinaryIO, Output]) -> None:
    into, output = pipe
    for _ in range(200):
        into.write(b"x" * 4_095 + b"\n")
    assert len(output.lines()) == 200


def test_half_a_line_comes_with_its_end(pipe: tuple[BinaryIO, Output]) -> None:
    into, output = pipe
    into.write("Bétä".encode()[:2])
    assert output.lines() == []
    into.write("Bétä".encode()[2:] + b"\nlast")
    assert output.lines() == ["Bétä"]
    into.close()
    output.close(5)
    assert output.lines() == ["Bétä", "last"]
