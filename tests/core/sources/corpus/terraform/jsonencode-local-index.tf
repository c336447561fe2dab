resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}
resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Statement = local.s[0]
  })
}
locals {
  s = [
    [{
      Sid = "Owner"
      Effect = "Allow"
      Principal = "*"
      Action = "sns:*"
      Resource = aws_sns_topic.alerts.arn
    }],
    []
  ]
}
