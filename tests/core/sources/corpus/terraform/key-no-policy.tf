resource "aws_sns_topic" "alerts" {
  name              = "budget-alerts"
  kms_master_key_id = aws_kms_key.alerts.id
}

resource "aws_kms_key" "alerts" {
  description = "Alerts"
}
