"""What tags say of who owns a resource."""

import pytest

from bot.core.owners import Owner, owners_of
from tests.core.build import KEY, TOPIC, refused

STACK = "aws:cloudformation:stack-name"


@pytest.mark.parametrize(
    ("tags", "tool", "name"),
    [
        ({STACK: "alerts", "terraform": "true"}, "CloudFormation", "alerts"),
        ({"terraform": "true"}, "Terraform", "tag terraform = true"),
        ({"Terraform": "yes"}, "Terraform", "tag Terraform = yes"),
        ({"ManagedBy": "terraform"}, "Terraform", "tag ManagedBy = terraform"),
        ({"managed-by": "Terraform Cloud"}, "Terraform", "tag managed-by = Terraform Cloud"),
        ({"team:managed_by": "OpenTofu"}, "OpenTofu", "tag team:managed_by = OpenTofu"),
        ({"Provisioner": "terraform"}, "Terraform", "tag Provisioner = terraform"),
        ({"pulumi:project": "alerts"}, "Pulumi", "tag pulumi:project = alerts"),
        ({"terraform/workspace": "prod"}, "Terraform", "tag terraform/workspace = prod"),
        ({"Name": "terraform-alerts"}, None, ""),
        ({"terraform": "false"}, None, ""),
        ({"ManagedBy": "hand"}, None, ""),
        ({}, None, ""),
    ],
)
def test_an_owner(tags: dict[str, str], tool: str | None, name: str) -> None:
    expected = (Owner(TOPIC, tool, name),) if tool else ()
    assert owners_of({TOPIC: tags}) == expected


def test_tags_that_could_not_be_read_are_no_answer() -> None:
    found = owners_of({TOPIC: refused("sns:ListTagsForResource"), KEY: {STACK: "s"}})
    assert found == (Owner(TOPIC, ""), Owner(KEY, "CloudFormation", "s"))


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        (
            Owner(TOPIC, "CloudFormation", "alerts"),
            "This topic belongs to the CloudFormation stack alerts: its next deployment may undo "
            "this. Make the same change there.",
        ),
        (
            Owner(TOPIC, "Terraform", "tag terraform = true"),
            "This topic belongs to Terraform (tag terraform = true): its next deployment may undo "
            "this. Make the same change there.",
        ),
        (
            Owner(TOPIC, ""),
            "The tags of the topic could not be read, so whether a stack or Terraform owns it "
            "cannot be told. If one does, its next deployment may undo this.",
        ),
    ],
)
def test_what_is_said(owner: Owner, says: str) -> None:
    assert owner.says("topic") == says
