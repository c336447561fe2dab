resource "aws_sns_topic" "alerts" {
    name = "budget-alerts"
}
resource "aws_sns_topic_policy" "alerts" {
    arn = "${aws_sns_topic.alerts.arn}"
    policy = "${data.aws_iam_policy_document.topic.json}"
}
data "aws_iam_policy_document" "topic" {
    version = "2012-10-17"
    statement {
        sid = "A"
        actions = ["sns:Publish"]
        resources = ["*"]
        principals {
            type = "Service"
            identifiers = ["events.amazonaws.com"]
        }
    }
    statement {
        sid = "B"
        actions = ["sns:Publish"]
        resources = ["*"]
        principals {
            type = "Service"
            identifiers = ["cloudwatch.amazonaws.com"]
        }
    }
}
