resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "sns:Subscribe", Resource = "*" }
      , { Effect = "Allow", Principal = "*", Action = "sns:Unsubscribe", Resource = "*" }
    ]
    Version = "2012-10-17"
  })
}
