resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
}
