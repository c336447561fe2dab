variable "create" {
  type    = bool
  default = true
}

resource "aws_sns_topic" "alerts" {
  count = var.create ? 1 : 0
  name  = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  count  = var.create ? 1 : 0
  arn    = aws_sns_topic.alerts[0].arn
  policy = data.aws_iam_policy_document.topic[count.index].json
}

data "aws_iam_policy_document" "topic" {
  count = var.create ? 1 : 0

  statement {
    sid       = "Owner"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alerts[0].arn]
    principals {
      type        = "AWS"
      identifiers = ["111111111111"]
    }
  }
}
