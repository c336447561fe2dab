"""A new button is four files: its drawing, its listener, the row of its kind, its handler.

The test adds one to a copy of the bot, in just these files, and presses it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
IGNORED = shutil.ignore_patterns("__pycache__")


def drawn(text: str) -> str:
    """bot/slack/render/answer.py: the button stands beside Check again."""
    old = 'button(texts.AGAIN, "check.again", value)'
    assert old in text
    return text.replace(old, f'{old}, button("Wave", "check.wave", value)')


def heard(text: str) -> str:
    """bot/slack/listeners/wave.py, new: what Slack sends becomes a job."""
    assert not text
    return """
from bot.core.jobs.checks import Wave
from bot.slack.listeners.job_sender import place_of_click, text, value_of


def register(app, sender):
    app.action("check.wave")(listener(sender))


def listener(sender):
    def wave(body, action, ack):
        sender.leave(place_of_click(body), Wave(text(value_of(action), "budget")))
        ack()

    return wave
"""


def told(text: str) -> str:
    """bot/core/jobs/checks.py: the class of the kind, and its row."""
    assert text.count("\nWhat = ") == 1 and text.count("\nKINDS = kinds(\n    {\n") == 1
    with_class = text.replace(
        "\nWhat = ", "\nclass Wave(NamedTuple):\n    budget: str\n\n\nWhat = Wave | "
    )
    return with_class.replace(
        "kinds(\n    {\n", 'kinds(\n    {\n        "check.wave": JobKind(Wave),\n'
    )


def done(text: str) -> str:
    """bot/features/check/wave.py, new: the handler."""
    assert not text
    return """
from bot.core.jobs.checks import Wave
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text


@handles(Wave)
def wave(context, what):
    reply_text(context, f"{what.budget} waves back.")
"""


FILES: Mapping[str, Callable[[str], str]] = {
    "bot/slack/render/answer.py": drawn,
    "bot/slack/listeners/wave.py": heard,
    "bot/core/jobs/checks.py": told,
    "bot/features/check/wave.py": done,
}
PRESSES = """
from bot.jobs.context import ProcessContext
from bot.slack.app import build
from bot.slack.client import Slack
from bot.slack.server import Server
from bot.worker.local_queue import LocalQueue
from bot.worker.worker import Worker
from playground.slack import LocalSlack, seed
from tests.jobs.fakes import FakeReader
from tests.slack.conftest import settings_for

with LocalSlack() as slack:
    settings, queue = settings_for(slack), LocalQueue()
    client = Slack(settings.bot_token, settings.slack_api_url)
    parts = ProcessContext(settings=settings, slack=client, reader=FakeReader(), queue=queue)
    worker = Worker(parts)
    queue.start(worker.work, worker.failed)
    with Server(build(settings, queue), 0) as server:
        slack.app_url = server.url
        person = slack.person(seed.MENDER)
        person.command("/budget-check tax", seed.FINOPS)
        assert queue.drain(300)
        person.press(slack.messages(seed.FINOPS, seen_by=seed.MENDER)[-1], "check.wave")
        assert queue.drain(300)
    queue.close()
    print(slack.messages(seed.FINOPS, seen_by=seed.MENDER)[-1].text)
"""


def test_a_new_button_is_four_files(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=IGNORED)
    for name, write in FILES.items():
        path = tmp_path / name
        path.write_text(write(path.read_text("utf-8") if path.exists() else ""), "utf-8")
    pressed = subprocess.run(
        [sys.executable, "-c", PRESSES],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert pressed.stdout.endswith("tax waves back.\n"), pressed.stderr
