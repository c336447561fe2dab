resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # ] not yet
      {
        Sid       = "Owner" # [
        Effect    = "Allow"
        Principal = "*"
        Action    = "sns:Subscribe" // }
        Resource  = "*"
      } /* the last , */

      # { Sid = "Old" },
    ] # of the list
  })
}
