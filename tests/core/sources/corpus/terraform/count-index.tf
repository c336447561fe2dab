resource "aws_sns_topic" "alerts" {
  count = 2
  name = "budget-${count.index == 0 ? "x" : "alerts"}"
}

resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts[0].arn
  policy = data.aws_iam_policy_document.topic.json
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "Owner"
    actions   = ["sns:*"]
    resources = [aws_sns_topic.alerts[0].arn]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}
