module "alerts" {
  source  = "terraform-aws-modules/sns/aws"
  version = "6.1.0"

  name              = "budget-alerts"
  kms_master_key_id = module.key.key_id
}

module "key" {
  source  = "terraform-aws-modules/kms/aws"
  aliases = ["budget-alerts"]
}
