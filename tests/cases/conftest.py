"""The embedded AWS, `Aws` opened onto it, and the Slack world of tests/slack/mend."""

from tests.aws.conftest import open_aws
from tests.slack.mend.conftest import GRANT, different, names, opener, world

__all__ = ["GRANT", "different", "names", "open_aws", "opener", "world"]
