"""What owns a resource: CloudFormation and Terraform leave tags, and their next run may undo us."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.model.read import ReadFailed

Tags = Mapping[str, Mapping[str, str] | ReadFailed]
"""The tags of each resource, by its ARN."""

_MANAGED_BY = frozenset(
    {"managedby", "createdby", "provisionedby", "deployedby", "provisioner", "iac", "tool"}
)
_TOOLS = {"terraform": "Terraform", "opentofu": "OpenTofu", "pulumi": "Pulumi"}
_NO = frozenset({"false", "no", "0", ""})


@dataclass(frozen=True, slots=True)
class Owner:
    """Who keeps `resource`: `tool` is "CloudFormation", "Terraform"..., `name` the stack's.

    `tool` is "" where the tags could not be read.
    """

    resource: str
    tool: str
    name: str = ""

    def says(self, what: str) -> str:
        """A sentence about `what` ("topic", "key") for the preview."""
        if not self.tool:
            return (
                f"The tags of the {what} could not be read, so whether a stack or Terraform owns it"
                " cannot be told. If one does, its next deployment may undo this."
            )
        if self.tool == "CloudFormation":
            owner = f"the CloudFormation stack {self.name}"
        else:
            owner = f"{self.tool} ({self.name})"
        return (
            f"This {what} belongs to {owner}: its next deployment may undo this. Make the same "
            "change there."
        )


def owners_of(tags: Tags) -> tuple[Owner, ...]:
    """The owner of each resource that has one, or whose tags could not be read."""
    return tuple(owner for arn, found in tags.items() for owner in _owners(arn, found))


def _owners(arn: str, found: Mapping[str, str] | ReadFailed) -> Iterator[Owner]:
    if isinstance(found, ReadFailed):
        yield Owner(arn, "")
        return
    stack = found.get("aws:cloudformation:stack-name")
    if stack:
        yield Owner(arn, "CloudFormation", stack)
        return
    told = (read(key, value) for key, value in found.items() for read in _READERS)
    tool = next((tool for tool in told if tool), None)
    if tool:
        yield Owner(arn, *tool)


def _named(key: str, value: str) -> tuple[str, str] | None:
    """The tool itself as a tag: terraform = true, pulumi:project = x."""
    name = key.lower().partition(":")[0].partition("/")[0]
    if name in _TOOLS and value.lower() not in _NO:
        return _TOOLS[name], f"tag {key} = {value}"
    return None


def _managed_by(key: str, value: str) -> tuple[str, str] | None:
    """The tool as the value of a tag such as ManagedBy."""
    plain = key.lower().rpartition(":")[2].replace("-", "").replace("_", "").replace(" ", "")
    tool = next((title for word, title in _TOOLS.items() if word in value.lower()), None)
    return (tool, f"tag {key} = {value}") if tool and plain in _MANAGED_BY else None


_READERS: tuple[Callable[[str, str], tuple[str, str] | None], ...] = (_named, _managed_by)
