resource "aws_sns_topic_policy" "alerts" {
  policy = "{}"
}
