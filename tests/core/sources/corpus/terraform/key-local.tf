locals {
  key = aws_kms_key.alerts.arn
}

resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
  kms_master_key_id = local.key
}

resource "aws_kms_key" "alerts" {
  policy = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Owner"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
}
