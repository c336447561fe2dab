"""All requests of an act share its time."""

from __future__ import annotations

from bot.rest import Allowance, Answer, Asked, Failure, Request


class Slow:
    """Takes seven seconds for each answer."""

    def __init__(self) -> None:
        self.now = 100.0
        self.given: list[float] = []

    def send(self, request: Request) -> Asked:
        self.given.append(request.seconds)
        self.now += 7
        return Answer(200, {}, None)


def test_what_is_left_is_what_a_request_may_take() -> None:
    slow = Slow()
    http = Allowance(slow, 20, lambda: slow.now)
    asks = Request("GET", "https://a.example/", safe=True, seconds=10)
    came = [http.send(asks) for _ in range(5)]
    assert slow.given == [10, 10, 6]
    assert [one is Failure.UNSENT for one in came] == [False, False, False, True, True]


def test_what_makes_something_is_not_begun_where_its_answer_would_be_lost() -> None:
    slow = Slow()
    http = Allowance(slow, 18, lambda: slow.now)
    makes = Request("POST", "https://a.example/", json={})
    came = [http.send(makes) for _ in range(3)]
    assert [one is Failure.UNSENT for one in came] == [False, False, True]
    assert slow.given == [18, 11]
