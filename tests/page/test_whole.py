"""The page with the bot behind it: what a person does there, and a restart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from playground.scenarios.load import find
from playground.slack import seed as people
from tests.page.conftest import BROKEN, HEALTHY, OWN_KEY, Page


def ask(page: Page, text: str, user: str = people.MENDER) -> None:
    line = f"/budget-check {text}"
    answer = page.post("/api/slack/command", user=user, line=line, channel=people.FINOPS)
    assert answer.json["ok"], answer.body


def wait(page: Page, look: Callable[[Any], Any], me: str = people.MENDER) -> Any:
    return page.slack.until(lambda: look(page.seen(me)))


def said(words: str) -> Callable[[Any], Any]:
    return lambda seen: next((m for m in seen["messages"] if words in m["text"]), None)


def press(page: Page, action_id: str, user: str = people.MENDER, **target: str) -> None:
    done = page.post("/api/slack/press", user=user, action_id=action_id, **target)
    assert done.json["ok"], done.body


@pytest.fixture
def anew(whole: Page) -> Iterator[Page]:
    """The same page, as at the start."""
    assert whole.post("/api/restart").json == {"ok": True}
    yield whole
    assert whole.seen()["refusals"] == [], "Slack has taken everything that the bot sent"


def test_the_incident_from_the_command_to_the_alert_that_arrives(anew: Page) -> None:
    budget = find(BROKEN).budget
    ask(anew, budget)
    answer = wait(anew, said(f"{budget} does not alert"))
    press(anew, "fix.move-to-new-key", ts=answer["ts"])
    view = wait(anew, lambda seen: next((v for v in seen["views"] if v["submit"]), None))
    done = anew.post("/api/slack/submit", user=people.MENDER, view_id=view["id"])
    assert done.json["ok"], done.body
    anew.slack.until(lambda: anew.picture(BROKEN)["paths"][0]["outcome"] == "delivers")
    anew.event("spend-crosses")
    wait(anew, said(f"{budget}: $"))
    ours = anew.picture(BROKEN)["topics"][0]["subscriptions"][1]
    assert ours["title"] == "Lambda function budget-check-events" and ours["received"] == 1


def test_another_mender_approves(anew: Page) -> None:
    anew.event("approval-needed")
    ask(anew, find(BROKEN).budget)
    answer = wait(anew, said("does not alert"))
    press(anew, "fix.move-to-new-key", ts=answer["ts"])
    view = wait(anew, lambda seen: next((v for v in seen["views"] if v["submit"]), None))
    assert anew.post("/api/slack/submit", user=people.MENDER, view_id=view["id"]).json["ok"]
    asked = wait(anew, _with_button("change.approve"))
    assert anew.picture(BROKEN)["paths"][0]["outcome"] == "refused", "nothing is written yet"
    press(anew, "change.approve", people.APPROVER, ts=asked["ts"])
    anew.slack.until(lambda: anew.picture(BROKEN)["paths"][0]["outcome"] == "delivers")


def _with_button(action_id: str) -> Callable[[Any], Any]:
    return lambda seen: next((m for m in seen["messages"] if action_id in str(m["blocks"])), None)


def test_a_scanner_breaks_the_path_of_an_alert_and_the_thread_says_so(anew: Page) -> None:
    budget = find(HEALTHY).budget
    ask(anew, budget)
    wait(anew, said(f"{budget} alerts"))
    anew.event("spend-crosses", HEALTHY)
    alert = wait(anew, said(f"{budget}: $"))
    anew.event("scanner-encrypts", HEALTHY)
    told = wait(anew, said(f"❌ {budget} does not alert"))
    assert told["thread_ts"] == alert["ts"] and told["broadcast"]


def test_the_mail_of_the_failure_is_answered_in_its_thread(anew: Page) -> None:
    anew.event("failure-mail")
    answer = wait(anew, said(f"{find(BROKEN).budget} does not alert"))
    assert answer["thread_ts"] == anew.seen()["messages"][0]["ts"]


def test_a_read_that_aws_refuses_is_unknown_and_never_fine(anew: Page) -> None:
    budget = find(OWN_KEY).budget
    anew.event("aws-refuses", OWN_KEY)
    ask(anew, budget)
    wait(anew, said(f"{budget}: cannot tell"))
    assert anew.picture(OWN_KEY)["paths"][0]["outcome"] == "delivers"
    anew.event("aws-refuses", OWN_KEY)
    ask(anew, budget)
    wait(anew, said(f"{budget} alerts"))


def test_the_shortcut_checks_the_budget_that_a_message_names(anew: Page) -> None:
    budget = find(BROKEN).budget
    mina = people.MENDER
    anew.post("/api/slack/say", user=mina, channel=people.FINOPS, text=f"{budget} looks odd")
    ts = anew.seen()["messages"][0]["ts"]
    done = anew.post("/api/slack/shortcut", user=mina, ts=ts, callback_id="check.message")
    assert done.json["ok"]
    assert wait(anew, said(f"{budget} does not alert"))["thread_ts"] == ts


def test_the_home_is_drawn(anew: Page) -> None:
    assert anew.post("/api/slack/home", user=people.MENDER).json["ok"]
    assert wait(anew, lambda seen: seen["home"])["blocks"]


def test_a_restart_puts_everything_back(whole: Page) -> None:
    whole.event("spend-crosses", HEALTHY)
    whole.event("scanner-encrypts", HEALTHY)
    whole.event("kms-slow", HEALTHY)
    version = whole.picture(HEALTHY)["version"]
    assert whole.post("/api/restart").json == {"ok": True}
    drawn, seen = whole.picture(HEALTHY), whole.seen()
    assert drawn["version"] > version
    assert drawn["paths"][0]["outcome"] == "delivers" and drawn["paths"][0]["state"] == "OK"
    assert (drawn["deliveries"], drawn["trouble"], seen["messages"]) == ([], [], [])
    assert len(drawn["topics"][0]["subscriptions"]) == 2
    assert whole.event("scanner-encrypts", HEALTHY).json["ok"], "the roles are made anew"


def test_two_restarts_at_once_are_one(whole: Page) -> None:
    statuses: list[int] = []
    both = [
        threading.Thread(target=lambda: statuses.append(whole.post("/api/restart").status))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(statuses) == [200, 400]


def test_a_restart_wakes_whoever_waits(page: Page) -> None:
    page.post("/api/slack/say", user=people.MENDER, channel=people.FINOPS, text="hello")
    version = page.seen()["version"]
    page.session.patience = threading.TIMEOUT_MAX
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(page.seen, after=version)
        assert page.post("/api/restart").json == {"ok": True}
        seen = waiting.result()
    assert seen["messages"] == [] and seen["version"] > version
    assert page.happened == ["stop", "seed", "start"]


def test_a_bot_that_does_not_start_is_said(page: Page) -> None:
    def broken() -> None:
        raise RuntimeError("The Slack app did not start: TICKETS is wrong.")

    page.session.start_bot = broken
    wanted = (503, "The Slack app did not start: TICKETS is wrong.")
    assert page.post("/api/restart").refusal == wanted
    page.session.start_bot = lambda: None
    assert page.post("/api/restart").json == {"ok": True}


def test_a_pasted_mail_and_a_mention_are_heard_as_in_slack(anew: Page) -> None:
    budget, mina = find(BROKEN).budget, people.MENDER
    mail = anew.session.control.mail_failures(anew.session.account, budget)[0].body
    anew.post("/api/slack/say", user=mina, channel=people.FINOPS, text=mail)
    pasted = anew.seen()["messages"][0]
    assert wait(anew, said(f"{budget} does not alert"))["thread_ts"] == pasted["ts"]
    healthy = find(HEALTHY).budget
    anew.post("/api/slack/say", user=mina, channel=people.FINOPS, text=f"@budget-check {healthy}")
    assert wait(anew, said(f"{healthy} alerts"))


def test_the_bot_reads_what_else_publishes(anew: Page) -> None:
    scenario = find("rule-conditioned-key")
    anew.budget(scenario.name)
    ask(anew, f"topic:{scenario.topics[0].arn}")
    shown = wait(anew, said("1 of 3 senders does not reach it"))
    assert "rule guardduty-findings" in shown["text"]
