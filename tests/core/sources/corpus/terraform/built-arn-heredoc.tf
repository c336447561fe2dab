data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "aws_sns_topic_policy" "alerts" {
  arn    = "arn:aws:sns:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:budget-alerts"
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Owner", "Effect": "Allow", "Principal": "*", "Action": "sns:Subscribe", "Resource": "*"}
      ]
    }
  EOT
}
