"""The CloudFormation template, compiled by osls without network and without credentials."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.osls import osls

Json = Mapping[str, Any]

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "deploy" / "example.env"
STAGE = "gate"
"""The stage that is compiled for the gates and tests; nobody deploys it."""

_COMMENTED = re.compile(r"^#(?=[A-Z_]+=)", re.MULTILINE)


def everything() -> str:
    """The example's settings with every one of them switched on; without, nobody may mend."""
    return _COMMENTED.sub("", EXAMPLE.read_text("utf-8"))


def compile_template(settings: str, folder: Path) -> Path:
    """Package with these settings into a folder; where the template is.

    Raises RuntimeError with what osls says. No artefact is built, and no credentials are there.
    """
    file = folder / "settings.env"
    file.write_text(settings, "utf-8")
    artefact = folder / "nothing.zip"
    artefact.write_bytes(b"")
    command = ["package", "--stage", STAGE]
    command += ["--param", f"settings={file}", "--param", f"artefact={artefact}"]
    command += ["--package", str(folder / "package")]
    run = osls(command, _without_aws())
    if run.returncode:
        raise RuntimeError(run.stdout + run.stderr)
    return folder / "package" / "cloudformation-template-update-stack.json"


def _without_aws() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def load(template: Path) -> Json:
    """The template as JSON has it."""
    loaded: Json = json.loads(template.read_text("utf-8"))
    return loaded


def save(template: Json, file: Path) -> Path:
    """Write it as JSON; where it is."""
    file.write_text(json.dumps(template, indent=1), "utf-8")
    return file
