resource "aws_kms_alias" "alerts" {
  name          = "alias/budget-alerts"
  target_key_id = aws_kms_key.alerts.key_id
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
