"""What the front door loads: none of the rules, no AWS."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("bot.aws", "bot.store", "bot.tickets", "bot.work", "boto3", "botocore")
RULES = ("checks", "fixes", "policy", "snippets", "ticket", "editing")


def test_the_front_door_loads_no_rules_and_no_aws() -> None:
    program = "import sys, bot.slack.app; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "bot.slack.app" in loaded
    unwanted = {*HEAVY, *(f"bot.core.{name}" for name in RULES)}
    assert loaded & unwanted == set()
