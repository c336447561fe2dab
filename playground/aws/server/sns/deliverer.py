"""As whom SNS calls a queue or a function. Written from AWS's pages, as the bot's is.

IAM guide, "AWS service principals in opt-in Regions"; SNS guide, "Sending Amazon SNS messages to an
Amazon SQS queue or AWS Lambda function in a different Region".
"""

PLAIN = "sns.amazonaws.com"
_EVERYBODY_HAS = {
    *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"),
    *("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"),
    *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
    *("ap-south-1", "ap-southeast-1", "ap-southeast-2"),
}


def deliverer(topic_arn: str, endpoint: str) -> str:
    """The principal; empty for a delivery that one of AWS's pages calls unsupported.

    That is the one to a function in a Region that had to be switched on, from any other Region.
    """
    here, there = topic_arn.split(":")[3], endpoint.split(":")[3]
    if here == there:
        return PLAIN
    if there not in _EVERYBODY_HAS:
        return "" if ":lambda:" in endpoint else f"sns.{there}.amazonaws.com"
    return PLAIN if here in _EVERYBODY_HAS else f"sns.{here}.amazonaws.com"
