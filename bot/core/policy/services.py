"""The services that publish to SNS, as data (docs/facts.md 2.5: AWS's table of
sns-key-management).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TITLES: Mapping[str, str] = {
    "budgets.amazonaws.com": "AWS Budgets",
    "costalerts.amazonaws.com": "AWS Cost Anomaly Detection",
    "cloudwatch.amazonaws.com": "Amazon CloudWatch",
    "events.amazonaws.com": "Amazon EventBridge",
    "codecommit.amazonaws.com": "AWS CodeCommit",
    "dms.amazonaws.com": "AWS DMS",
    "ds.amazonaws.com": "AWS Directory Service",
    "dynamodb.amazonaws.com": "Amazon DynamoDB",
    "inspector.amazonaws.com": "Amazon Inspector",
    "redshift.amazonaws.com": "Amazon Redshift",
    "events.rds.amazonaws.com": "Amazon RDS events",
    "glacier.amazonaws.com": "S3 Glacier",
    "ses.amazonaws.com": "Amazon SES",
    "s3.amazonaws.com": "Amazon S3",
    "importexport.amazonaws.com": "AWS Snowball",
    "ssm-incidents.amazonaws.com": "Incident Manager",
    "ssm-contacts.amazonaws.com": "Incident Manager contacts",
}
_WITH_A_ROLE: Mapping[str, str] = {
    "autoscaling.amazonaws.com": "EC2 Auto Scaling",
    "elastictranscoder.amazonaws.com": "Elastic Transcoder",
    "codepipeline.amazonaws.com": "AWS CodePipeline",
    "config.amazonaws.com": "AWS Config",
    "elasticbeanstalk.amazonaws.com": "Elastic Beanstalk",
    "iot.amazonaws.com": "AWS IoT",
    "imagebuilder.amazonaws.com": "EC2 Image Builder",
}
_SERVICE = re.compile(r"[a-z0-9][a-z0-9.-]*\.amazonaws\.com(?:\.cn)?")


def title_of(service: str) -> str:
    """The service's name with its principal, for people."""
    title = _TITLES.get(service) or _WITH_A_ROLE.get(service)
    return f"{title} ({service})" if title else service


def is_documented(service: str) -> bool:
    """True where AWS documents which key statement the service needs."""
    return service in _TITLES


def uses_a_role(service: str) -> bool:
    """True where AWS says that an IAM role publishes, not the service itself."""
    return service in _WITH_A_ROLE


def is_a_service(service: str) -> bool:
    """True for what can be a service principal; KMS refuses a policy that names anything else."""
    return bool(_SERVICE.fullmatch(service))


def sid_for(service: str) -> str:
    """The Sid of our statement for the service: "BudgetCheckAllowEventsRds"."""
    name = service.partition(".amazonaws.com")[0]
    return "BudgetCheckAllow" + "".join(part.capitalize() for part in re.split(r"[.-]", name))
