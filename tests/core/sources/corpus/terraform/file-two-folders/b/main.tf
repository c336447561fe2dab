resource "aws_sns_topic" "alerts" {
  name = "other"
}
resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = file("${path.module}/../policy.json")
}
