locals {
  budgets = {
    dev    = 1000
    test   = 1000
    stage  = 1000
    manage = 6000
  }
}

module "budget" {
  source   = "../../modules/budget"
  for_each = local.budgets

  name      = "cost-all-services-${each.key}"
  limit     = each.value
  topic_arn = local.topics[each.key]
}
