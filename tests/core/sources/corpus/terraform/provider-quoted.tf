resource "aws_sns_topic" "alerts" {
  provider = "aws.us"
  name = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = data.aws_iam_policy_document.topic.json
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "Owner"
    actions   = ["sns:*"]
    resources = [aws_sns_topic.alerts.arn]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias = "us"
  region = "us-east-1"
}
