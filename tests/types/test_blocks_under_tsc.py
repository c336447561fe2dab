"""Everything that is drawn, under the types that Slack publishes.

slack_sdk's models miss what the types catch: mrkdwn where plain text is due, properties that Slack
does not know (docs/facts.md 10.2).
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bot.slack.render.answer import answer
from bot.slack.render.details import details_message, details_view, failed_view
from bot.slack.render.help import help_message
from bot.slack.render.loading_views import details_loading
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import did_you_mean, name_list
from bot.slack.render.parts import Json
from tests.slack.render import alerting, mending, snoozing, test_digest, test_watching
from tests.slack.render.homes import homes, tables
from tests.slack.render.limits import forms
from tests.slack.render.shapes import NASTY, REPORTS

ROOT = Path(__file__).parents[2]
TSC = ROOT / "node_modules" / ".bin" / "tsc"
NOT_IN_TYPES = {"data_visualization"}
"""@slack/types does not know it yet (docs/facts.md 10.2)."""
NAMES = [f"budget {n}" for n in range(40)]
ACCOUNT = "111111111111"


def messages() -> list[Message]:
    drawn = [draw for report in REPORTS.values() for draw in (answer(report, "j", "U1", "Note."),)]
    drawn += [details_message(report, "j") for report in REPORTS.values()]
    drawn += [name_list("j", ACCOUNT, NAMES, page=page) for page in range(3)]
    drawn += [name_list("j", ACCOUNT, []), did_you_mean("j", ACCOUNT, "x", NAMES[:5])]
    drawn += [did_you_mean("j", ACCOUNT, "x", []), sentence("j", NASTY)]
    helps = [help_message("j", remembers=remembers) for remembers in (True, False)]
    return [
        *drawn,
        *helps,
        *mending.messages(),
        *alerting.messages(),
        *test_watching.worst(),
        *snoozing.messages(),
        *test_digest.digests(),
    ]


def views() -> list[Json]:
    filled = [details_view(report, "j") for report in REPORTS.values()]
    return [
        *filled,
        details_loading("j"),
        failed_view(NASTY, "j"),
        *mending.views(),
        *snoozing.views(),
        *(form for table in tables() for form in forms(table)),
    ]


def program(blocks: list[list[Json]], modals: list[Json], homes: list[Json] | None = None) -> str:
    """A TypeScript file that compiles only if all of this is what the types say."""
    lines = ['import type { HomeView, KnownBlock, ModalView } from "@slack/types";']
    lines += [f"({json.dumps(each)}) satisfies KnownBlock[];" for each in blocks]
    lines += [f"({json.dumps(each)}) satisfies ModalView;" for each in modals]
    lines += [f"({json.dumps(each)}) satisfies HomeView;" for each in homes or []]
    return "\n".join(lines)


def compile(source: str, folder: Path) -> str:
    """What tsc says against `source`; empty where it has nothing to say."""
    assert TSC.exists(), "node_modules is missing: run `make setup` (or `npm ci`) first."
    file = folder / "drawn.ts"
    file.write_text(source)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"]
    done = subprocess.run([TSC, *options, file], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1, 2}, done.stderr
    return done.stdout if done.returncode else ""


def test_everything_drawn_is_what_slacks_types_say(tmp_path: Path) -> None:
    forms = [form for m in messages() for form in (m.blocks, m.plain) if form]
    blocks = [[one for one in form if one["type"] not in NOT_IN_TYPES] for form in forms]
    source = program(blocks, views(), homes())
    assert compile(source, tmp_path) == ""


BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "action_id": "a"}
WRONG: dict[str, tuple[list[list[Json]], list[Json]]] = {
    "mrkdwn in a header": (
        [[{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]],
        [],
    ),
    "an unknown style": ([[{"type": "actions", "elements": [BUTTON | {"style": "red"}]}]], []),
    "an unknown property": ([[{"type": "divider", "colour": "red"}]], []),
    "an unknown block": ([[{"type": "box"}]], []),
    "a modal without a title": ([], [{"type": "modal", "blocks": []}]),
}
WRONG_HOMES: dict[str, Json] = {
    "a home with a title": {"type": "home", "blocks": [], "title": "x"},
    "a menu in mrkdwn": {
        "type": "home",
        "blocks": [
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "static_select",
                        "action_id": "a",
                        "placeholder": {"type": "mrkdwn", "text": "x"},
                        "options": [{"text": {"type": "plain_text", "text": "x"}, "value": "x"}],
                    }
                ],
            }
        ],
    },
}


@pytest.mark.parametrize("case", WRONG)
def test_the_gate_closes(case: str, tmp_path: Path) -> None:
    assert "error TS" in compile(program(*WRONG[case]), tmp_path)


@pytest.mark.parametrize("case", WRONG_HOMES)
def test_the_gate_closes_for_homes(case: str, tmp_path: Path) -> None:
    assert "error TS" in compile(program([], [], [WRONG_HOMES[case]]), tmp_path)
