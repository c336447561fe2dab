"""Encrypted with the AWS managed key by default."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="incident-hyp3-762",
    title="encrypted with the AWS managed key by default",
    story=(
        "A pull request switched on default encryption for the monitoring topic; its messages "
        "stopped, and the next one switched encryption off again."
    ),
    source="https://github.com/ASFHyP3/hyp3/issues/762",
    budget="hyp3-monthly-spend",
    expected=broken("key.aws-managed"),
    topics=(Topic("hyp3-monitoring", key="alias/aws/sns", region="us-west-2"),),
)
