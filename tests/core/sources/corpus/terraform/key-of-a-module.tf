resource "aws_sns_topic" "alerts" {
  name = "budget-alerts"
  kms_master_key_id = module.key.key_arn
}

module "key" {
  source = "terraform-aws-modules/kms/aws"
}
