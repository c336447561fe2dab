resource "aws_sns_topic" "alerts" {
  for_each = toset(["budget-alerts", "other"])
  name     = each.key
}

resource "aws_sns_topic_policy" "alerts" {
  for_each = aws_sns_topic.alerts
  arn      = each.value.arn
  policy   = data.aws_iam_policy_document.topic[each.key].json
}

data "aws_iam_policy_document" "topic" {
  for_each = aws_sns_topic.alerts
  statement {
    actions   = ["sns:Publish"]
    resources = [each.value.arn]
  }
}
