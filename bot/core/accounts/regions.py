"""Which Regions of the partition aws had to be switched on before they could be used."""

from __future__ import annotations

ENABLED_BY_DEFAULT = frozenset(
    {
        *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"),
        *("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"),
        *("ap-south-1", "ap-southeast-1", "ap-southeast-2"),
        *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
    }
)
"""The Regions that everybody has. The list is closed, so a Region that AWS opens tomorrow is told
rightly: "Regions launched after March 20, 2019 are disabled by default" (AWS Account Management,
"Enable or disable AWS Regions"). Osaka grew out of a Region of 2018: EC2 shows it as not to be
opted in, while an older text of SNS's page on cross-Region delivery listed it.
"""


def is_opt_in(region: str) -> bool:
    """Whether a Region of the partition aws has to be switched on before it can be used."""
    return region not in ENABLED_BY_DEFAULT
