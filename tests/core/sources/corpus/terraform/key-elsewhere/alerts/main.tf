data "aws_kms_alias" "alerts" {
  name = "alias/budget-alerts"
}

resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
  kms_master_key_id = data.aws_kms_alias.alerts.target_key_arn
}
