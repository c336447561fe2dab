"""One statement added to a policy that a template holds."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.policy.edit import EditError, add_statement, same_statement
from bot.core.sources.outcome import CannotEditError, Edit, Shape
from bot.core.sources.splice import added, inserted, spliced
from bot.core.sources.template.nodes import Node, TemplateError, Text, data, inner, parse, plain
from bot.core.sources.template.policies import Statements, is_certain, statements
from bot.core.sources.template.template import items, templates
from bot.core.sources.template.write import Raw, in_yaml
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts


def edited_template(files: Mapping[str, str], wanted: Wanted) -> Edit | None:
    """The edit; None where no template is of this resource. Raises CannotEditError."""
    found = statements(tuple(templates(files, wanted.topic)), wanted)
    if found is None:
        return None
    _refuse_sid(found, wanted)
    _refuse_literal_arn(found, wanted)
    template = found.holder.template
    try:
        after = _json(found, wanted) if found.policy.flow and _is_json(found) else None
        after = _yaml(found, wanted) if after is None else after
    except EditError as error:
        path = template.path
        raise CannotEditError(texts.BAD_POLICY.format(path=path, why=error), (path,)) from None
    if not _is_only_ours(found, after, wanted):
        raise CannotEditError(texts.NOT_THE_SAME.format(path=template.path), (template.path,))
    put = inserted(template.text, after).text.strip(", \t\r\n")
    return Edit(template.path, template.text, after, put, Shape.CLOUDFORMATION)


def _is_json(found: Statements) -> bool:
    return found.holder.template.text.lstrip("\ufeff \t\r\n").startswith("{")


def _json(found: Statements, wanted: Wanted) -> str:
    """By the editor of policies: a policy in a template is a policy's text."""
    text, policy = found.holder.template.text, found.policy
    own = _own(found)
    statement = {**wanted.statement, **({"Resource": own} if own else {})}
    edited = add_statement(text[policy.start : policy.end], statement)
    return text[: policy.start] + edited + text[policy.end :]


def _yaml(found: Statements, wanted: Wanted) -> str:
    text, key = found.holder.template.text, found.policy.key("Statement")
    if key is None or (not found.list.flow and not found.list.items):
        raise EditError(texts.NO_LIST.format(address=found.holder.id, at=found.holder.at))
    own = _own_node(found)
    resource: object = wanted.statement.get("Resource")
    if own is not None:
        short = isinstance(own, Text) and own.tag.startswith("!")
        resource = Raw(text[own.start : own.end]) if short else data(plain(own))
    statement = {
        name: resource if name == "Resource" else value for name, value in wanted.statement.items()
    }
    return spliced(text, in_yaml(text, found.list, key, statement))


def _own(found: Statements) -> object:
    node = _own_node(found)
    return data(plain(node)) if node is not None else None


def _own_node(found: Statements) -> Node | None:
    """The expression by which the other statements name the topic, where all do, or that of the
    policy itself: a template that is deployed twice then names each one's own.
    """
    holder, topic = found.holder, found.topic
    named = [one.get("Resource") for one in found.list.items]
    own = [*items(holder.value("Topics")), *items(holder.value("TopicArn"))]
    for some in (named, own):
        of_topic = [one is not None and holder.template.named_by_arn(one) for one in some]
        if topic is not None and some and set(of_topic) == {topic.id}:
            return some[-1]
    return None


def _refuse_sid(found: Statements, wanted: Wanted) -> None:
    for one in found.list.items:
        if _says(one, wanted.sid):
            at = found.holder.template.at(one.start)
            raise CannotEditError(texts.THERE.format(sid=wanted.sid, place=at), (at,))


def _says(node: Node, sid: str) -> bool:
    """Whether it has this Sid, itself or in one of the branches of `!If`."""
    own = node.get("Sid")
    return (isinstance(own, Text) and own.text == sid) or any(
        _says(one, sid) for one in inner(node)
    )


def _refuse_literal_arn(found: Statements, wanted: Wanted) -> None:
    """The ARN as it is would be wrong in other deployments of the template."""
    topic = found.topic
    if topic is None or _own_node(found) is not None or is_certain(topic, wanted.name):
        return
    told = texts.LITERAL_ARN.format(address=topic.id, at=topic.at)
    raise CannotEditError(told, (topic.at,))


def _is_only_ours(found: Statements, after: str, wanted: Wanted) -> bool:
    """The text parsed again: nothing but our statement may differ."""
    template = found.holder.template
    try:
        more = added(plain(template.tree), plain(parse(after)))
    except TemplateError:
        return False
    if len(more) != 1:
        return False
    said = data(more[0])
    own = _own(found)
    if not isinstance(said, dict):
        return False
    if own is not None and said.get("Resource") == own:
        said = {**said, "Resource": wanted.statement.get("Resource")}
    return same_statement(said, wanted.statement)
