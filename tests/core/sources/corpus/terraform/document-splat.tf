resource "aws_sns_topic" "alerts" {
  count = 1
  name  = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn    = join("", aws_sns_topic.alerts.*.arn)
  policy = one(data.aws_iam_policy_document.topic[*].json)
}

data "aws_iam_policy_document" "topic" {
  count = 1

  statement {
    sid       = "Owner"
    actions   = ["sns:Publish", "sns:Subscribe"]
    resources = aws_sns_topic.alerts[*].arn

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}
