"""Simple Terraform, evaluated into the JSON of a plan: a reading of its own, by python-hcl2.

Literals, locals, defaults of variables ("budget" for one that has none), references between
resources, `jsonencode`, `file` and aws_iam_policy_document. `count` is taken for one; `dynamic`
blocks for none. What is missing for an alert to arrive but for the policies (a topic, a budget, a
subscription) is added, and a policy of the topic where none is declared.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import hcl2

from tests.core.iac import terraform_plan
from tests.core.sources.plans import ACCOUNT, KEY, REGION, TOPIC

Values = dict[str, Any]
KNOWN = {
    "data.aws_caller_identity.current.account_id": ACCOUNT,
    "data.aws_region.current.name": REGION,
}
_REFERENCE = re.compile(r"[a-z_]\w*(?:\.[\w*-]+|\[[^\]]*\])+")
_CALL = re.compile(r"(\w+)\((.*)\)", re.DOTALL)
_MERGES = ("source_policy_documents", "override_policy_documents")
_LISTS = {"actions": "Action", "resources": "Resource"}


LET_IN = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "budgets.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": TOPIC,
        }
    ],
}
"""A topic's policy, where a case has none because it is about the key."""


def plan_of(files: Mapping[str, str]) -> str:
    """The plan's text. `files` are of one folder, or of several that do not name each other."""
    resources: list[tuple[str, Values]] = []
    for folder in {posixpath.dirname(path): None for path in files}:
        inner = {p: text for p, text in files.items() if posixpath.dirname(p) == folder}
        resources += _Folder(inner, files, folder).resources()
    kinds = {address.partition(".")[0] for address, _ in resources}
    if "aws_sns_topic" not in kinds:
        key = {"kms_master_key_id": KEY} if "aws_kms_key" in kinds else {}
        resources.append(("aws_sns_topic.judged", {"name": "budget-alerts", **key}))
    if not any("policy" in values for address, values in resources if "_sns_" in address):
        judged = {"arn": TOPIC, "policy": json.dumps(LET_IN)}
        resources.append(("aws_sns_topic_policy.judged", judged))
    changes = [terraform_plan.change(address, values) for address, values in resources]
    budget, budget_block = terraform_plan.budget(terraform_plan.constant([TOPIC]))
    notification = budget["change"]["after"]["notification"][0]
    notification["subscriber_sns_topic_arns"] = [TOPIC]
    budget["change"]["after_unknown"] = {}
    mail = {"protocol": "email", "endpoint": "team@example.com", "topic_arn": TOPIC}
    mail_change = terraform_plan.change("aws_sns_topic_subscription.mail", mail)
    added = [mail_change] if "aws_budgets_budget" in kinds else [budget, mail_change]
    blocks = [terraform_plan.block(one["address"], {}) for one in (*changes, mail_change)]
    return terraform_plan.plan([*changes, *added], [*blocks, budget_block])


class _Folder:
    def __init__(self, inner: Mapping[str, str], files: Mapping[str, str], folder: str) -> None:
        self._files, self._folder = files, folder
        read = [
            hcl2.loads(t.lstrip("\ufeff")) for p, t in inner.items() if p.endswith((".tf", ".tofu"))
        ]
        self._trees: list[Values] = [_plain(tree) for tree in read]
        given = [hcl2.loads(t) for p, t in inner.items() if p.endswith(".tfvars")]
        self._given: Values = {name: value for tree in given for name, value in tree.items()}

    def resources(self) -> Iterator[tuple[str, Values]]:
        for address, body in self._blocks.items():
            if not address.startswith("data."):
                plain = {n: one for n, one in body.items() if n != "count" and not _nested(one)}
                inner = self._all(plain)
                nested = {n: [self._all(b) for b in one] for n, one in body.items() if _nested(one)}
                nested.pop("lifecycle", None)
                yield address, {**inner, **nested, **self._own(address, inner)}

    def _all(self, body: Values) -> Values:
        return {name: self.value(one) for name, one in body.items()}

    def _own(self, address: str, body: Values) -> Values:
        kind = address.partition(".")[0]
        if kind == "aws_sns_topic":
            return {"arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:{body['name']}"}
        return {"key_id": KEY.rpartition("/")[2], "arn": KEY} if kind == "aws_kms_key" else {}

    @cached_property
    def _blocks(self) -> Mapping[str, Values]:
        found: dict[str, Values] = {}
        for tree in self._trees:
            for head, kinds in (("", tree.get("resource", [])), ("data.", tree.get("data", []))):
                for kind, named in ((k, n) for one in kinds for k, n in one.items()):
                    found |= {f"{head}{kind}.{name}": body for name, body in named.items()}
        return found

    @cached_property
    def _locals(self) -> Values:
        every = (one for tree in self._trees for one in tree.get("locals", []))
        return {name: value for one in every for name, value in one.items()}

    @cached_property
    def _variables(self) -> Values:
        every = (one for tree in self._trees for one in tree.get("variable", []))
        told = {
            name: body.get("default", '"budget"') for one in every for name, body in one.items()
        }
        return told | self._given

    def value(self, found: object) -> Any:
        """What python-hcl2 read, evaluated."""
        if isinstance(found, list):
            return [self.value(one) for one in found]
        if isinstance(found, dict):
            return {name: self.value(one) for name, one in found.items()}
        if not isinstance(found, str):
            return found
        if found.startswith("${") and _closing(found, 2) == len(found):
            return self._expression(found[2:-1])
        inner = found[1:-1] if found.startswith('"') else found
        if inner.startswith("<<"):
            return self._template("\n".join(inner.split("\n")[1:-1]))
        return self._template(inner, quoted=True)

    def _template(self, text: str, *, quoted: bool = False) -> str:
        made, at = "", 0
        while at < len(text):
            if text.startswith(("$${", "%%{"), at):
                made, at = made + text[at + 1 : at + 3], at + 3
            elif text.startswith("${", at):
                end = _closing(text, at + 2)
                made, at = made + str(self._expression(text[at + 2 : end - 1])), end
            elif quoted and text[at] == "\\":
                made, at = made + json.loads(f'"{text[at : at + 2]}"'), at + 2
            else:
                made, at = made + text[at], at + 1
        return made

    def _expression(self, text: str) -> Any:
        call = _CALL.fullmatch(text)
        if call:
            return self._called(call[1], _plain(hcl2.loads(f"x = [{call[2]}]\n"))["x"])
        if _REFERENCE.fullmatch(text):
            return self._reference(re.sub(r"\[[^\]]*\]|\.\*", "", text))
        return self.value(_plain(hcl2.loads(f"x = {text}\n"))["x"])

    def _called(self, name: str, arguments: list[Any]) -> Any:
        if name == "jsonencode":
            return json.dumps(self.value(arguments[0]))
        if name == "file":
            path = self.value(str(arguments[0]).replace("${path.module}/", ""))
            return self._files[posixpath.join(self._folder, path)]
        told = [self.value(one) for one in arguments]
        if name == "format":
            return told[0].replace("%s", "{}").format(*told[1:])
        if name == "join" and isinstance(told[1], list):
            return told[0].join(told[1])
        if name in {"one", "join"}:
            return told[-1]
        raise AssertionError(f"{name} is not evaluated here")

    def _reference(self, path: str) -> Any:
        if path in KNOWN:
            return KNOWN[path]
        head, name, *_ = path.split(".")
        if head in {"local", "var"}:
            return self.value((self._locals if head == "local" else self._variables)[name])
        address, _, attribute = path.rpartition(".")
        body = self._blocks[address]
        kind = address.removeprefix("data.").split(".")[0]
        if kind == "aws_iam_policy_document":
            return self._document(body)
        if kind == "aws_sns_topic":
            return f"arn:aws:sns:{REGION}:{ACCOUNT}:{self.value(body['name'])}"
        if kind == "aws_kms_alias" and attribute == "name":
            return self.value(body["name"])
        return KEY if attribute in {"arn", "target_key_arn"} else KEY.rpartition("/")[2]

    def _document(self, body: Values) -> str:
        """As the data source merges: its own statements behind those that it takes in."""
        merged = [json.loads(one) for name in _MERGES for one in self.value(body.get(name, []))]
        made = [one for document in merged for one in document["Statement"]]
        made += [self._statement(one) for one in body.get("statement", [])]
        return json.dumps({"Version": "2012-10-17", "Statement": made})

    def _statement(self, block: Values) -> Values:
        told = {name: self.value(one) for name, one in block.items()}
        made: Values = {"Effect": told.get("effect", "Allow")}
        if "sid" in told:
            made["Sid"] = told["sid"]
        made |= {element: told[name] for name, element in _LISTS.items() if name in told}
        for one in told.get("principals", []):
            made.setdefault("Principal", {})[one["type"]] = one["identifiers"]
        for one in told.get("condition", []):
            group = made.setdefault("Condition", {}).setdefault(one["test"], {})
            group[one["variable"]] = one["values"]
        return made


def _nested(found: object) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(b, dict) for b in found)


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes what began before `at`; braces in texts come in pairs here."""
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at


def _plain(found: Any) -> Any:
    """Without the marks and comments that python-hcl2 adds, and without quotes around names."""
    if isinstance(found, list):
        return [_plain(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {
        name.strip('"'): _plain(value) for name, value in found.items() if not name.startswith("__")
    }
