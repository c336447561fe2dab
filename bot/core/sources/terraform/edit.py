"""One statement added to a policy that Terraform's files hold."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.sources.hcl import Call, Expression, Heredoc, Object, Quoted, Reference, Tuple
from bot.core.sources.outcome import CannotEditError, Edit, Shape
from bot.core.sources.splice import inserted, spliced
from bot.core.sources.terraform.alone import (
    DOCUMENT,
    is_text,
    refuse_shared,
    refuse_shared_file,
    refuse_sid,
    refuse_uncertain_merge,
    refused,
    there,
)
from bot.core.sources.terraform.arn import refuse_literal, topic_arn
from bot.core.sources.terraform.loops import refuse_loops
from bot.core.sources.terraform.module import Found, Module
from bot.core.sources.terraform.policies import (
    Holder,
    holder,
    refuse_generated,
)
from bot.core.sources.terraform.proven import not_the_same, proven, with_statement
from bot.core.sources.terraform.values import followed
from bot.core.sources.terraform.write import in_document, in_list
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts

_JSON = frozenset({"json", "minified_json"})
_TEMPLATES = ("${", "%{")


def edited_terraform(files: Mapping[str, str], wanted: Wanted) -> Edit | None:
    """The edit; None where no Terraform file is of this resource. Raises CannotEditError."""
    found = holder(files, wanted)
    return _Policy(files, found, wanted).edit() if found is not None else None


@dataclass(frozen=True, slots=True)
class _Policy:
    files: Mapping[str, str]
    holder: Holder
    wanted: Wanted

    @property
    def _module(self) -> Module:
        return self.holder.module

    def edit(self) -> Edit:
        """By what stands behind `policy`, and the locals that were passed on the way."""
        passed: list[str] = []
        policy = followed(self._module, self.holder.policy, passed)
        document = self._document(policy)
        argument = policy.arguments[0] if isinstance(policy, Call) and policy.arguments else None
        if isinstance(policy, Call) and policy.name == "jsonencode" and argument is not None:
            return self._in_object(followed(self._module, argument, passed), passed)
        self._refuse_shared_locals(passed)
        if document is not None:
            return self._in_document(document)
        if isinstance(policy, Heredoc):
            return self._in_heredoc(policy)
        if isinstance(policy, Call) and policy.name == "file" and argument is not None:
            return self._in_json_file(argument)
        raise self._refused(texts.OTHER_SHAPE, shape=_shape(policy))

    def _document(self, policy: Expression) -> Found | None:
        if not isinstance(policy, Reference) or policy.path[:2] != ("data", DOCUMENT):
            return None
        whole = len(policy.path) == 4 and policy.path[3] in _JSON
        return self._module.named(policy.path) if whole else None

    def _in_document(self, document: Found) -> Edit:
        refuse_loops(document)
        refuse_generated(document)
        refuse_uncertain_merge(self._module, document, self.wanted.sid)
        refuse_shared(self._module, document.address, document.block)
        refuse_sid(self._module, document, self.wanted.sid)
        file, block = document.file, document.block
        known = {one.body.value("resources") for one in block.body.blocks("statement")}
        arn = topic_arn(self.holder, self.wanted, known)
        splice = in_document(file.text, block, self.wanted.statement, arn)
        if splice is None:
            raise self._refused(texts.NO_LIST)
        return proven(file, (splice,), Shape.POLICY_DOCUMENT, self.wanted)

    def _in_object(self, document: Expression, passed: list[str]) -> Edit:
        found = document.get("Statement") if isinstance(document, Object) else None
        statements = followed(self._module, found, passed) if found is not None else None
        file = self._module.file_of(statements) if statements is not None else None
        if not isinstance(statements, Tuple) or file is None:
            raise self._refused(texts.NO_LIST)
        self._refuse_shared_locals(passed)
        if f'"{self.wanted.sid}"' in statements.words:
            raise there(self.wanted.sid, file.at(statements.start))
        objects = [one for one in statements.items if isinstance(one, Object)]
        for one in objects:
            if is_text(self._module, one.get("Sid"), self.wanted.sid):
                raise there(self.wanted.sid, file.at(one.start))
        arn = topic_arn(self.holder, self.wanted, {one.get("Resource") for one in objects})
        splices = in_list(file.text, statements, self.wanted.statement, arn)
        return proven(file, splices, Shape.JSONENCODE, self.wanted)

    def _in_heredoc(self, heredoc: Heredoc) -> Edit:
        """JSON that may have templates in its texts; none may come in by our statement."""
        file, written = self._module.file_of(heredoc), heredoc.words[0]
        start = written.index("\n") + 1
        body = written[start : written.rindex("\n") + 1]
        ours = json.dumps(self.wanted.statement)
        if file is None or "%{" in body or any(mark in ours for mark in _TEMPLATES):
            raise self._refused(texts.NO_LIST)
        refuse_literal(self.holder, self.wanted)
        after = with_statement(file.path, body, self.wanted)
        if spliced(body, (inserted(body, after),)) != after:
            raise not_the_same(file.path)
        splice = inserted(body, after, heredoc.start + start)
        return proven(file, (splice,), Shape.HEREDOC, self.wanted)

    def _in_json_file(self, argument: Expression) -> Edit:
        name = argument.words[0].strip('"').removeprefix("${path.module}/")
        path = posixpath.normpath(posixpath.join(self._module.folder, name))
        text = self.files.get(path)
        if not isinstance(argument, Quoted) or "${" in name or text is None:
            raise self._refused(texts.OTHER_SHAPE, shape=texts.A_FILE.format(name=name))
        refuse_shared_file(self.files, posixpath.basename(name))
        refuse_literal(self.holder, self.wanted)
        head = "\ufeff" if text.startswith("\ufeff") else ""
        after = head + with_statement(path, text.removeprefix(head), self.wanted)
        written = inserted(text, after).text.strip(", \t\r\n")
        return Edit(path, text, after, written, Shape.JSON_FILE)

    def _refuse_shared_locals(self, passed: Sequence[str]) -> None:
        for name in passed:
            refuse_shared(self._module, name)

    def _refused(self, template: str, **fields: str) -> CannotEditError:
        return refused(self.holder.found, template, **fields)


def _shape(policy: Expression) -> str:
    words = "".join(policy.words)[:80]
    if isinstance(policy, Call) and policy.name == "templatefile":
        return texts.A_TEMPLATE.format(name="".join(policy.arguments[0].words)[:80])
    if isinstance(policy, Call):
        return texts.A_CALL.format(name=policy.name)
    if isinstance(policy, Reference) and policy.path[0] == "module":
        return texts.A_MODULE_OUTPUT.format(name=words)
    if isinstance(policy, Reference) and policy.path[0] == "var":
        return texts.A_VARIABLE.format(name=words)
    if isinstance(policy, Quoted):
        return texts.A_TEXT
    return texts.AN_EXPRESSION.format(name=words)
