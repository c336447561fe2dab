"""The writes of a plan, made at the embedded AWS one after another."""

from bot.aws.apply import AwsWriter, Done
from bot.core.arns import parse_arn
from bot.core.plan import NEW_KEY, Plan


def carry_out(writer: AwsWriter, made: Plan) -> Plan:
    """Make every write; the plan as it was carried out, with the ARN of the key that it made."""
    topic = parse_arn(made.topic)
    assert topic
    for number in range(len(made.writes)):
        write = made.writes[number]
        done = writer.perform(write, topic.region)
        assert isinstance(done, Done), done
        if NEW_KEY in write.resource and write.action == "kms:CreateKey":
            made = made.with_new_key(done.answer)
    return made
