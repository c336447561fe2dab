resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Owner"
        Effect    = "Allow"
        Principal = { AWS = ["111111111111"] }
        Action    = ["sns:Publish"]
        Resource  = "arn:aws:sns:*:*:budget-alerts"
      },
      {
        Sid       = "Mails"
        Effect    = "Allow"
        Principal = { Service = "ses.amazonaws.com" }
        Action    = ["sns:Publish"]
        Resource  = "arn:aws:sns:*:*:budget-alerts"
      }
    ]
  })

  tags = {
    team = "billing"
  }
}
