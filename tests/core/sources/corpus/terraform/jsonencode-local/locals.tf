locals {
  team = "billing"

  topic_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "sns:Subscribe"
        Resource  = aws_sns_topic.alerts.arn
      }
    ]
  }
}
