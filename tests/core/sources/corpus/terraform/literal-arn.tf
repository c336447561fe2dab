resource "aws_sns_topic_policy" "alerts" {
  arn    = "arn:aws:sns:eu-west-1:111111111111:budget-alerts"
  policy = data.aws_iam_policy_document.topic.json
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "Owner"
    actions   = ["sns:Publish", "sns:Subscribe"]
    resources = ["arn:aws:sns:eu-west-1:111111111111:budget-alerts"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}
