"""Files as people write them, and what is to come of each: a shape, or the sentence that refuses.

A case is a file or a folder. What is not named of it (the key, where a file is of a topic alone) is
not found there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.sources import Shape
from bot.core.texts import sources as texts

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `topic` and `key` are a shape, or the template of a refusal."""

    name: str
    topic: Shape | str = texts.NOT_FOUND
    key: Shape | str = texts.NOT_FOUND

    @property
    def files(self) -> Mapping[str, str]:
        """Its texts, byte for byte, by their path."""
        place = HERE / self.name
        paths = sorted(place.rglob("*")) if place.is_dir() else [place]
        root = place if place.is_dir() else place.parent
        return {
            path.relative_to(root).as_posix(): path.read_bytes().decode()
            for path in paths
            if path.is_file()
        }


def _terraform() -> Iterator[Case]:
    document, encoded = Shape.POLICY_DOCUMENT, Shape.JSONENCODE
    yield Case("document.tf", document, document)
    for name in _DOCUMENTS:
        yield Case(name, document)
    yield Case("jsonencode.tf", encoded, encoded)
    for name in _ENCODED:
        yield Case(name, encoded)
    yield from (Case(name, Shape.HEREDOC) for name in ("heredoc.tf", "heredoc-trim.tf"))
    yield Case("file", Shape.JSON_FILE)
    for name in _KEYS:
        yield Case(name, texts.NO_POLICY, document)
    yield Case("key-alone.tf", texts.NOT_FOUND, document)
    yield from (Case(name, refused) for name, refused in _REFUSED.items())
    yield Case("aws-key.tf", texts.NO_POLICY, texts.AWS_KEY)
    yield Case("key-no-policy.tf", texts.NO_POLICY, texts.NO_POLICY)
    yield Case("key-of-a-module.tf", texts.NO_POLICY, texts.NO_KEY)
    yield from (Case(name, refused, refused) for name, refused in _BOTH_REFUSED.items())


_DOCUMENTS = (
    "built-arn.tf",
    "data-topic.tf",
    "document-bom.tf",
    "document-comments.tf",
    "document-count.tf",
    "document-crlf.tf",
    "document-dense.tf",
    "document-dynamic.tf",
    "document-empty-lines.tf",
    "document-empty.tf",
    "document-last.tf",
    "document-mixed-ends.tf",
    "document-named-in-a-comment.tf",
    "document-only-merges.tf",
    "document-source.tf",
    "document-splat.tf",
    "document-tabs.tf",
    "document-version-only.tf",
    "generated-word-below.tf",
    "ignore-others.tf",
    "interpolation-braces.tf",
    "literal-arn.tf",
    "name-format.tf",
    "name-half.tf",
    "name-join.tf",
    "name-local.tf",
    "name-tfvars",
    "name-variable.tf",
    "opentofu",
    "other-files",
    "unicode.tf",
)
_ENCODED = (
    "jsonencode-colons.tf",
    "jsonencode-comma-below.tf",
    "jsonencode-comments.tf",
    "jsonencode-crlf-tabs.tf",
    "jsonencode-empty-lines.tf",
    "jsonencode-empty.tf",
    "jsonencode-hugging.tf",
    "jsonencode-local",
    "jsonencode-local-list.tf",
    "jsonencode-one-line.tf",
    "jsonencode-quoted.tf",
    "topic-own-policy.tf",
)
_KEYS = (
    "key-alias-text",
    "key-alias.tf",
    "key-elsewhere",
    "key-literal.tf",
    "key-local.tf",
    "key-policy-resource.tf",
)
_REFUSED = {
    "already-conditional.tf": texts.THERE,
    "already-dynamic.tf": texts.THERE,
    "already-merged.tf": texts.THERE,
    "already.tf": texts.THERE,
    "built-arn-heredoc.tf": texts.LITERAL_ARN,
    "conditional.tf": texts.OTHER_SHAPE,
    "count-index.tf": texts.COUNTED,
    "count-none.tf": texts.COUNTED,
    "document-one-line.tf": texts.NO_LIST,
    "document-output.tf": texts.SHARED_DOCUMENT,
    "document-override-nested.tf": texts.OVERRIDES,
    "document-override-unknown.tf": texts.OVERRIDES,
    "document-shared.tf": texts.SHARED_DOCUMENT,
    "document-source-json.tf": texts.OVERRIDES,
    "document-source-variable.tf": texts.OVERRIDES,
    "file-missing.tf": texts.OTHER_SHAPE,
    "file-shared": texts.SHARED_DOCUMENT,
    "file-two-folders": texts.SHARED_DOCUMENT,
    "generated.tf": texts.GENERATED,
    "heredoc-directive.tf": texts.NO_LIST,
    "heredoc-expression.tf": texts.BAD_POLICY,
    "ignore-all.tf": texts.IGNORED,
    "ignore-changes.tf": texts.IGNORED,
    "json-beside": texts.BESIDE,
    "json-override": texts.BESIDE,
    "jsonencode-concat.tf": texts.NO_LIST,
    "jsonencode-for.tf": texts.NO_LIST,
    "jsonencode-local-index.tf": texts.NO_LIST,
    "jsonencode-local-shared.tf": texts.SHARED_DOCUMENT,
    "jsonencode-merge.tf": texts.NO_LIST,
    "jsonencode-single.tf": texts.NO_LIST,
    "module-folder": texts.SHARED_MODULE,
    "module-git": texts.SHARED_MODULE,
    "module-json": texts.SHARED_MODULE,
    "module-output.tf": texts.OTHER_SHAPE,
    "module-path": texts.SHARED_MODULE,
    "opentofu-instead": texts.BESIDE,
    "override": texts.DECLARED_TWICE,
    "override-document": texts.DECLARED_TWICE,
    "override-local": texts.DECLARED_TWICE,
    "policy-concat.tf": texts.WHOSE_POLICY,
    "policy-conditional.tf": texts.WHOSE_POLICY,
    "provider-quoted.tf": texts.NOT_FOUND,
    "quoted.tf": texts.OTHER_SHAPE,
    "templatefile.tf": texts.OTHER_SHAPE,
    "terragrunt": texts.GENERATED,
    "terragrunt-cache": texts.GENERATED,
    "topic-for-each.tf": texts.FOR_EACH,
    "topic-no-policy.tf": texts.NO_POLICY,
    "two-policies.tf": texts.SEVERAL_POLICIES,
    "variable.tf": texts.OTHER_SHAPE,
}
_BOTH_REFUSED = {
    "document-for-each.tf": texts.NAME_UNKNOWN,
    "json-syntax": texts.JSON_SYNTAX,
    "module-name": texts.NAME_UNKNOWN,
    "module-wrap.tf": texts.IN_A_MODULE,
    "name-tfvars-folders": texts.DEPLOYED_TWICE,
    "name-tfvars-two": texts.DEPLOYED_TWICE,
    "name-untold.tf": texts.NAME_UNKNOWN,
    "two-accounts": texts.SEVERAL,
    "two-names.tf": texts.SEVERAL,
    "unclosed.tf": texts.UNREADABLE,
    "unreadable.tf": texts.UNREADABLE,
}


def _templates() -> Iterator[Case]:
    shape = Shape.CLOUDFORMATION
    yield from (Case(name, shape, shape) for name in _OF_BOTH)
    yield from (Case(name, shape) for name in _OF_A_TOPIC)
    yield Case("alias-text.yaml", texts.NO_POLICY, shape)
    yield Case("aws-key.yaml", shape, texts.AWS_KEY)
    yield Case("imported-key.yaml", shape, texts.NO_KEY)
    yield Case("no-policy.yaml", texts.NO_POLICY, texts.NO_POLICY)
    yield from (Case(name, refused) for name, refused in _REFUSED_TEMPLATES.items())
    yield from (Case(name, refused, refused) for name, refused in _UNREAD_TEMPLATES.items())


_OF_BOTH = (
    "alias.yaml",
    "basic.json",
    "basic.yaml",
    "bom.json",
    "crlf.yaml",
    "escapes.json",
    "flush-lists.yaml",
    "tabs.json",
    "two-files",
)
_OF_A_TOPIC = (
    "block-scalar-last.yaml",
    "bom.yaml",
    "comments.yaml",
    "compact.json",
    "dash-alone.yaml",
    "double-quotes.yaml",
    "empty-list.yaml",
    "flow-items.yaml",
    "flow-lines.yaml",
    "flow-list.yaml",
    "four-spaces.yaml",
    "half-name.yaml",
    "if-item.yaml",
    "inline-policy.yaml",
    "join.json",
    "last-in-file.yaml",
    "literal-arn.yaml",
    "sam.yaml",
    "single-quotes.yaml",
    "sub.yaml",
    "wide-dash.yaml",
)
_REFUSED_TEMPLATES = {
    "already-if.yaml": texts.THERE,
    "already.yaml": texts.THERE,
    "cdk-out": texts.GENERATED,
    "conditional-policy.yaml": texts.CONDITIONAL,
    "for-each.yaml": texts.MAKES_MORE,
    "generated-description.yaml": texts.GENERATED,
    "generated.yaml": texts.GENERATED,
    "if-list.yaml": texts.NO_LIST,
    "not-a-template.yaml": texts.NOT_FOUND,
    "shared-policy.yaml": texts.SHARED_DOCUMENT,
    "single-statement.yaml": texts.NO_LIST,
    "transform-document.yaml": texts.NO_LIST,
    "transform-resources.yaml": texts.MAKES_MORE,
    "two-policies.yaml": texts.SEVERAL_POLICIES,
    "whose-policy.yaml": texts.WHOSE_POLICY,
}
_UNREAD_TEMPLATES = {
    "broken.json": texts.UNREADABLE,
    "broken.yaml": texts.UNREADABLE,
    "cdk.template.json": texts.GENERATED,
    "twice.yaml": texts.UNREADABLE,
    "two-templates": texts.SEVERAL,
    "two-topics.yaml": texts.SEVERAL,
    "untold-name.yaml": texts.NAME_UNKNOWN,
    "yaml-alias.yaml": texts.UNREADABLE,
}


def _in(folder: str, cases: Iterator[Case]) -> tuple[Case, ...]:
    return tuple(Case(f"{folder}/{one.name}", one.topic, one.key) for one in cases)


TERRAFORM = _in("terraform", _terraform())
TEMPLATES = _in("templates", _templates())
EVERY = (*TERRAFORM, *TEMPLATES)
