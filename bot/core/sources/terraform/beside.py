"""Files that are not edited and may change what a folder of Terraform says."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from bot.core.sources.endings import JSON_SYNTAX, TERRAFORM
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.terraform.module import Found, Module
from bot.core.texts import sources as texts

_SUBJECTS = re.compile(r"aws_sns_topic|aws_kms_|aws_iam_policy_document")
_OVERRIDE = re.compile(r"(?:.*_)?override\.(?:tf|tofu)\.json")
_SOURCE = re.compile(r"\bsource\"?\s*[=:]\s*\"([^\"\n]+)\"")
_HERE = re.compile(r"^\$\{[^}]*\}/")


def refuse_beside(files: Mapping[str, str], module: Module, found: Found) -> None:
    """Raises CannotEditError where another file of the folder may say something else."""
    for path, text in sorted(files.items()):
        if posixpath.dirname(path) == module.folder and _counts(files, path, text):
            told = texts.BESIDE.format(address=found.address, at=found.at, path=path)
            raise CannotEditError(told, (found.at, path))


def refuse_named_as_source(files: Mapping[str, str], module: Module, found: Found) -> None:
    """Raises CannotEditError where a source that is no plain path leads to the folder: by git, from
    `${path.module}`, in Terraform's JSON.
    """
    for path, text in sorted(files.items()):
        if not path.endswith((*TERRAFORM, *JSON_SYNTAX)):
            continue
        for match in _SOURCE.finditer(text):
            if module.folder in _folders(posixpath.dirname(path), match[1]):
                at = f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
                told = texts.SHARED_MODULE.format(address=found.address, caller=path, at=at)
                raise CannotEditError(told, (found.at, at))


def _counts(files: Mapping[str, str], path: str, text: str) -> bool:
    if path.endswith(JSON_SYNTAX):
        name = posixpath.basename(path)
        return bool(_SUBJECTS.search(text) or _OVERRIDE.fullmatch(name))
    # OpenTofu leaves main.tf out where there is a main.tofu, and Terraform the other one.
    return path.endswith(".tofu") and f"{path.removesuffix('.tofu')}.tf" in files


def _folders(folder: str, source: str) -> Iterator[str]:
    """Those of the repository that a source may name."""
    plain = source.partition("?")[0]
    here = _HERE.sub("./", plain)
    if here.startswith("."):
        found = posixpath.normpath(posixpath.join(folder, here))
        yield "" if found == "." else found
    elif "//" in plain:
        # "git::https://github.com/acme/infra.git//topic": perhaps this very repository.
        yield plain.rpartition("//")[2].strip("/")
