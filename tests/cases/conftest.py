"""The embedded AWS, `Aws` opened onto it, and the Slack world of tests/features."""

from tests.aws.conftest import open_aws
from tests.features.conftest import GRANT, different, names, opener, world

__all__ = ["GRANT", "different", "names", "open_aws", "opener", "world"]
