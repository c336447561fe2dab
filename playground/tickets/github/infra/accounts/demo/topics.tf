# One topic for each stage. Amazon Q posts what they get to #aws-alerts.

resource "aws_sns_topic" "alert_topic_dev" {
  name = "alert_topic_dev"
}

resource "aws_sns_topic" "alert_topic_test" {
  name              = "alert_topic_test"
  kms_master_key_id = aws_kms_alias.alert_topic_test.name
}

resource "aws_sns_topic" "alert_topic_stage" {
  name              = "alert_topic_stage"
  kms_master_key_id = aws_kms_alias.alert_topic_stage.name
}

resource "aws_sns_topic" "alert_topic_manage" {
  name              = "alert_topic_manage"
  kms_master_key_id = "alias/aws/sns" # SNS.1 asked for encryption
}

locals {
  topics = {
    dev    = aws_sns_topic.alert_topic_dev.arn
    test   = aws_sns_topic.alert_topic_test.arn
    stage  = aws_sns_topic.alert_topic_stage.arn
    manage = aws_sns_topic.alert_topic_manage.arn
  }
}

data "aws_iam_policy_document" "topic" {
  for_each = local.topics

  statement {
    sid       = "AWSBudgetsSNSPublishingPermissions"
    actions   = ["SNS:Publish"]
    resources = [each.value]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:budgets::${local.account_id}:*"]
    }
  }
}

resource "aws_sns_topic_policy" "topic" {
  for_each = local.topics

  arn    = each.value
  policy = data.aws_iam_policy_document.topic[each.key].json
}
