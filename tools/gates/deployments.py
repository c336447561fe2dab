"""What one can deploy: the stage as osls compiles it, and the templates of deploy/ as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools import template
from tools.gates.resolve import resolve
from tools.template import Json

REGIONS = ("us-east-1", "eu-west-1", "us-gov-west-1")
"""The Region of AWS Budgets, another one, and one of another partition."""
_MEMBER = {
    "HubAccountId": "999999999999",
    "Stage": "prod",
    "ExternalId": "an-external-id",
    "HubRegion": "eu-west-1",
    "AllowMending": "true",
    "OnlyTagged": "true",
    "AllowTickets": "true",
    "PermissionsBoundary": "arn:aws:iam::111111111111:policy/boundary",
}


@dataclass(frozen=True)
class Deployment:
    """One template, the Regions that it is for, and its parameters."""

    name: str
    template: Path
    regions: tuple[str, ...] = REGIONS
    parameters: Mapping[str, str] = field(default_factory=dict)

    def resolved(self, region: str) -> Json:
        """The template with every reference resolved, as in that Region."""
        # Late: sympy and networkx come with it, for a second of every worker that collects tests.
        from cfnlint.decode import cfn_yaml  # type: ignore[import-untyped]  # noqa: PLC0415

        loaded: Json = cfn_yaml.load(str(self.template))
        given = {**self.parameters, **({"HomeRegion": region} if self.parameters else {})}
        return resolve(loaded, region, given)


def deployments(folder: Path) -> Iterator[Deployment]:
    """Every setting on, the example's settings, and the account of a member."""
    settings = {
        "everything": template.everything(),
        "the example": template.EXAMPLE.read_text("utf-8"),
    }
    for name, text in settings.items():
        # checkov takes a path's 40 letters and slashes in a row for a secret: a hyphen parts them.
        home = folder / f"stage-{name}"
        home.mkdir()
        yield Deployment(name, template.compile_template(text, home))
    for path in sorted((template.ROOT / "deploy").glob("member-*.yml")):
        yield Deployment(path.name, path, parameters=_MEMBER)
