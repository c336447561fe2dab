resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Owner", "Effect": "Allow", "Principal": "*", "Action": "sns:Subscribe", "Resource": "*"}
      ]
    }
  EOF
}
