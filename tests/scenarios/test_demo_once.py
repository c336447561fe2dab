"""`make demo ARGS=--once`: what is printed, in its order."""

from __future__ import annotations

import subprocess
import sys

from playground.aws.process import ROOT
from playground.demo.story import BROKEN, HEALTHY

IN_ORDER = (
    f"$ python -m bot check {BROKEN}",
    "(exit status 1)",
    f"$ python -m bot check {HEALTHY}",
    "(exit status 0)",
    f"Spend of {HEALTHY} crosses 80 %. In Slack, #aws-alerts:",
    f"🔔 {HEALTHY}: $",
    "A scanner encrypts its topic with alias/aws/sns.",
    f"Spend of {BROKEN} crosses 80 % while its topic is on alias/aws/sns:",
    "the alert is lost",
    f"/budget-check {BROKEN}",
    "alerts again:",
    "the alert arrives",
    f"/budget-check log {BROKEN}",
    "Meanwhile, in the thread of the alert in #aws-alerts:",
    "config-rule, role SecurityScanner",
    "alerts again:",
    "A new month begins.",
    "✅ Delivered: an alert arrived at budget-check's subscription",
    "after the change was applied",
)


def test_it_tells_both_stories_and_stops() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "playground.demo", "--once"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rest = done.stdout
    for words in IN_ORDER:
        before, found, rest = rest.partition(words)
        assert found, (words, before)
