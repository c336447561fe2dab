locals {
  statements = [
    { Effect = "Allow", Principal = "*", Action = "sns:Subscribe", Resource = "*" },
  ]
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.statements
  })
}

resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = local.policy
}
