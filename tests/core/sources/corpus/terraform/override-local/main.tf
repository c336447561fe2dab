resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}
resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = jsonencode(local.p)
}
locals {
  p = {
    Statement = [
      {
        Sid = "Owner"
        Effect = "Allow"
        Principal = "*"
        Action = "sns:*"
        Resource = aws_sns_topic.alerts.arn
      }
    ]
  }
}
