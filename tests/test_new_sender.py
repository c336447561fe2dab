"""A new sender is one file: by it, it is found, judged, mended and shown among a topic's senders.

The test adds one to a copy of the bot, in just this file, and asks about a topic of its.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IGNORED = shutil.ignore_patterns("__pycache__")
FILE = "bot/core/senders/beacons.py"
SENDER = '''"""Harbour Beacons, whose lights publish to topics."""

from bot.core.senders._sender import SOURCE_ACCOUNT, Sender

SENDER = Sender(
    id="beacons",
    title="Harbour Beacons",
    principals={"aws": "beacons.amazonaws.com"},
    option="light",
    setting="lights",
    subject="light",
    notifier="light",
    message="flash",
    source_arn="{arn}",
    source_owner=False,
    topic_sources=(SOURCE_ACCOUNT,),
    key_never=("aws:SourceAccount", "aws:SourceArn"),
)
'''
ASKS = """
from bot.cli.as_json import topic_as_json
from bot.core.fixes import FixSubject, plan
from bot.core.senders import read_beside_budgets, sender_by
from bot.core.simulate import judged, simulate
from bot.core.topic_report import judge_topic
from tests.core.build import document, key, key_statement, statement, subject
from tests.core.test_topic_report import ENCRYPTED, alarm, read

from dataclasses import replace

lights = sender_by("light")
assert lights in read_beside_budgets()
lets = [statement(f"{one}.amazonaws.com", sid=one) for one in ("beacons", "cloudwatch")]
facts = read(
    subject(lights, name="pier", arn="arn:aws:beacons:ap-northeast-1:111111111111:light/pier"),
    alarm(),
    topic=replace(ENCRYPTED, policy=document(*lets)),
    key=key(document(*(key_statement(service=f"{one}.amazonaws.com", sid=one)
                       for one in ("beacons", "cloudwatch")))),
)
path = next(next(facts.facts()).paths())
made = plan("allow-on-key", FixSubject(path))
assert {one.status for one in judged(simulate(path, made))} == {"OK"}, made
print(topic_as_json(judge_topic(facts)))
"""


def test_a_new_sender_is_one_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=IGNORED)
    (tmp_path / FILE).write_text(SENDER, "utf-8")
    asked = subprocess.run(
        [sys.executable, "-c", ASKS],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not asked.returncode, asked.stderr
    told = json.loads(asked.stdout)
    light, other = told["senders"]
    assert (light["sender"], light["name"], light["verdict"]) == ("beacons", "pier", "BROKEN")
    says = {f["code"]: f["says"] for f in light["findings"]}
    assert "Harbour Beacons" in says["key.policy-near-miss"]
    assert (other["sender"], other["verdict"]) == ("cloudwatch-alarms", "OK")
    assert [fix["id"] for fix in told["fixes"]] == ["allow-on-key"]
