# The keys of the encrypted topics.

# --- test ---------------------------------------------------------------------------------------

data "aws_iam_policy_document" "alert_topic_test_key" {
  # Without this nobody could change the policy any more.
  statement {
    sid       = "Enable IAM User Permissions"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "alert_topic_test" {
  description         = "Alerts of the test stage"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.alert_topic_test_key.json
}

resource "aws_kms_alias" "alert_topic_test" {
  name          = "alias/alert-topic-test"
  target_key_id = aws_kms_key.alert_topic_test.key_id
}

# --- stage --------------------------------------------------------------------------------------

data "aws_iam_policy_document" "alert_topic_stage_key" {
  statement {
    sid       = "Enable IAM User Permissions"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "AllowBudgets"
    actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "alert_topic_stage" {
  description         = "Alerts of the stage before production"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.alert_topic_stage_key.json
}

resource "aws_kms_alias" "alert_topic_stage" {
  name          = "alias/alert-topic-stage"
  target_key_id = aws_kms_key.alert_topic_stage.key_id
}
