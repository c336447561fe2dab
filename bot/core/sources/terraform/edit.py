"""One statement added to a policy that Terraform's files hold."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.policy.edit import (
    EditError,
    add_statement,
    same_statement,
    statement_with_sid,
    without_statement,
)
from bot.core.sources.hcl import (
    Block,
    Call,
    Expression,
    HclError,
    Heredoc,
    Object,
    Quoted,
    Reference,
    Tuple,
    parse,
    plain,
)
from bot.core.sources.outcome import CannotEditError, Edit, Shape
from bot.core.sources.splice import Splice, added, inserted, spliced
from bot.core.sources.terraform.module import File, Found, Module
from bot.core.sources.terraform.policies import (
    Holder,
    holder,
    refuse_generated,
    refuse_loops,
)
from bot.core.sources.terraform.read import statement_of_block, statement_of_object
from bot.core.sources.terraform.values import followed, readings
from bot.core.sources.terraform.write import in_document, in_list
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_DOCUMENT = ("data", "aws_iam_policy_document")
_JSON = frozenset({"json", "minified_json"})
_MERGED = ("source_policy_documents", "override_policy_documents")
_OLD_MERGED = ("source_json", "override_json")


def edited_terraform(files: Mapping[str, str], wanted: Wanted) -> Edit | None:
    """The edit; None where no Terraform file is of this resource. Raises CannotEditError."""
    found = holder(files, wanted)
    if found is None:
        return None
    return _Policy(files, found, wanted).edit()


@dataclass(frozen=True, slots=True)
class _Policy:
    files: Mapping[str, str]
    holder: Holder
    wanted: Wanted

    @property
    def _module(self) -> Module:
        return self.holder.module

    def edit(self) -> Edit:
        passed: list[str] = []
        policy = followed(self._module, self.holder.policy, passed)
        if isinstance(policy, Reference) and policy.path[:2] == _DOCUMENT:
            document = self._module.named(policy.path)
            if document is not None and set(policy.path[3:]) <= _JSON and len(policy.path) == 4:
                return self._in_document(document)
        if isinstance(policy, Call) and policy.name == "jsonencode" and len(policy.arguments) == 1:
            whole = followed(self._module, policy.arguments[0], passed)
            return self._in_object(whole, passed)
        self._refuse_shared_locals(passed)
        if isinstance(policy, Heredoc):
            return self._in_heredoc(policy)
        if isinstance(policy, Call) and policy.name == "file" and len(policy.arguments) == 1:
            return self._in_json_file(policy.arguments[0])
        raise self._refused(texts.OTHER_SHAPE, shape=_shape(policy))

    def _in_document(self, document: Found) -> Edit:
        refuse_loops(document)
        refuse_generated(document)
        self._refuse_uncertain_merge(document)
        self._refuse_shared(document.address, document.block)
        self._refuse_sid(document)
        file, statements = document.file, [*document.block.body.blocks("statement")]
        known = {block.body.value("resources") for block in statements}
        splice = in_document(file.text, document.block, self.wanted.statement, self._arn(known))
        if splice is None:
            raise self._refused(texts.NO_LIST)
        return self._proven(file, (splice,), Shape.POLICY_DOCUMENT)

    def _in_object(self, document: Expression, passed: list[str]) -> Edit:
        found = document.get("Statement") if isinstance(document, Object) else None
        statements = followed(self._module, found, passed) if found is not None else None
        file = self._module.file_of(statements) if statements is not None else None
        if not isinstance(statements, Tuple) or file is None:
            raise self._refused(texts.NO_LIST)
        self._refuse_shared_locals(passed)
        for one in statements.items:
            sid = one.get("Sid") if isinstance(one, Object) else None
            if sid is not None and self.wanted.sid in self._texts(sid):
                raise self._there(file.at(one.start))
        known = {one.get("Resource") for one in statements.items if isinstance(one, Object)}
        splices = in_list(file.text, statements, self.wanted.statement, self._arn(known))
        return self._proven(file, splices, Shape.JSONENCODE)

    def _in_heredoc(self, heredoc: Heredoc) -> Edit:
        file = self._module.file_of(heredoc)
        written = heredoc.words[0]
        start, end = written.index("\n") + 1, written.rindex("\n") + 1
        body = written[start:end]
        if file is None or "%{" in body:
            raise self._refused(texts.NO_LIST)
        self._arn({None})
        after = self._json(file.path, body)
        splice = inserted(body, after, heredoc.start + start)
        return self._proven(file, (splice,), Shape.HEREDOC)

    def _in_json_file(self, argument: Expression) -> Edit:
        name = argument.words[0].strip('"').removeprefix("${path.module}/")
        path = posixpath.normpath(posixpath.join(self._module.folder, name))
        text = self.files.get(path)
        if not isinstance(argument, Quoted) or "${" in name or text is None:
            raise self._refused(texts.OTHER_SHAPE, shape=texts.A_FILE.format(name=name))
        self._refuse_shared(posixpath.basename(name))
        self._arn({None})
        head = "\ufeff" if text.startswith("\ufeff") else ""
        after = head + self._json(path, text.removeprefix(head))
        added_text = inserted(text, after).text
        return Edit(path, text, after, added_text.strip(", \t\r\n"), Shape.JSON_FILE)

    def _json(self, path: str, text: str) -> str:
        """A policy's text with our statement, proved the same but for it."""
        sid = self.wanted.sid
        try:
            if statement_with_sid(text, sid) is not None:
                raise self._there(path)
            after = add_statement(text, self.wanted.statement)
            back = without_statement(after, sid)
        except EditError as error:
            raise CannotEditError(texts.BAD_POLICY.format(path=path, why=error), (path,)) from None
        if json.loads(back) != json.loads(text):
            raise CannotEditError(texts.NOT_THE_SAME.format(path=path), (path,))
        return after

    def _proven(self, file: File, splices: Sequence[Splice], shape: Shape) -> Edit:
        """The edit, parsed again: nothing but our statement may differ."""
        after = spliced(file.text, splices)
        written = max((splice.text for splice in splices), key=len).strip(", \t\r\n")
        if not self._is_only_ours(file, after, shape):
            raise CannotEditError(texts.NOT_THE_SAME.format(path=file.path), (file.path,))
        return Edit(file.path, file.text, after, written, shape)

    def _is_only_ours(self, file: File, after: str, shape: Shape) -> bool:
        try:
            tree = parse(after)
        except HclError:
            return False
        more = added(plain(file.body), plain(tree))
        if shape is Shape.HEREDOC:
            return not more and len(tree.items) == len(file.body.items)
        if len(more) != 1:
            return False
        read = statement_of_block if shape is Shape.POLICY_DOCUMENT else statement_of_object
        found = read(more[0], self._said)
        return found is not None and same_statement(found, self.wanted.statement)

    def _said(self, words: Sequence[str]) -> str | None:
        """What one expression of our own statement says."""
        if len(words) == 1 and words[0].startswith('"'):
            made = readings(Module("", ()), parse(f"x = {words[0]}\n").value("x") or _NOTHING)
            return made[0].known
        return self.wanted.topic if not self.wanted.on_key else None

    def _own_arn(self, known: set[Expression | None]) -> str:
        """The expression by which the other statements name the topic, where all do by one, or
        that of the block that holds the policy. A file that is deployed twice then names each one's
        own.
        """
        if self.wanted.on_key:
            return ""
        made = {self._names_topic(one) for one in known if one is not None}
        if len(made) == 1 and None not in known and made != {""}:
            return made.pop()
        own = self.holder.found.value("arn")
        return self._names_topic(followed(self._module, own)) if own is not None else ""

    def _arn(self, known: set[Expression | None]) -> str:
        """As `_own_arn`; refused where the ARN as it is would be wrong in other deployments."""
        own = self._own_arn(known)
        if not (own or self.wanted.on_key or self.holder.certain):
            raise self._refused(texts.LITERAL_ARN)
        return own

    def _names_topic(self, expression: Expression) -> str:
        inner = expression
        if isinstance(inner, Tuple) and len(inner.items) == 1:
            inner = inner.items[0]
        if not isinstance(inner, Reference) or {"*", "count", "each"} & set(inner.words):
            return ""
        named = self._module.named(inner.path)
        is_arn = inner.path[-1] in {"arn", "id"}
        same = named is not None and named.address == self.holder.topic
        return "".join(inner.words) if same and is_arn else ""

    def _texts(self, expression: Expression) -> set[str | None]:
        return {one.known for one in readings(self._module, expression)}

    def _refuse_sid(self, document: Found) -> None:
        for block in document.block.body.blocks("statement"):
            sid = block.body.value("sid")
            if sid is not None and self.wanted.sid in self._texts(sid):
                raise self._there(document.file.at(block.start))

    def _refuse_uncertain_merge(self, document: Found) -> None:
        """Documents that are merged count where each stands here, under Sids of its own."""
        if any(document.value(name) is not None for name in _OLD_MERGED):
            raise self._of(document, texts.OVERRIDES)
        for name in _MERGED:
            for one in self._merged(document, name):
                inner = followed(self._module, one)
                found = self._module.named(inner.path) if isinstance(inner, Reference) else None
                if found is None or found.block.labels[0] != _DOCUMENT[1]:
                    raise self._of(document, texts.OVERRIDES)
                self._refuse_sid(found)

    def _merged(self, document: Found, name: str) -> Iterator[Expression]:
        value = document.value(name)
        if isinstance(value, Tuple):
            yield from value.items
        elif value is not None:
            raise self._of(document, texts.OVERRIDES)

    def _refuse_shared_locals(self, passed: Sequence[str]) -> None:
        for name in passed:
            self._refuse_shared(name)

    def _refuse_shared(self, address: str, own: Block | None = None) -> None:
        """What two things name is not for one policy: each names it at one place, its own apart."""
        uses = [place for block, place in self._module.uses(address) if block is not own]
        if len(uses) > 1:
            told = texts.SHARED_DOCUMENT.format(address=address, places=listed(uses))
            raise CannotEditError(told, tuple(uses))

    def _there(self, at: str) -> CannotEditError:
        return CannotEditError(texts.THERE.format(sid=self.wanted.sid, at=at), (at,))

    def _refused(self, template: str, **fields: str) -> CannotEditError:
        return self._of(self.holder.found, template, **fields)

    def _of(self, found: Found, template: str, **fields: str) -> CannotEditError:
        told = template.format(address=found.address, at=found.at, **fields)
        return CannotEditError(told, (found.at,))


_NOTHING = Expression(0, 0, ())


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
