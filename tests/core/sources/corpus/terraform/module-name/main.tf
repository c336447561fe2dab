module "alerts" {
  source = "./modules/alerts"
  name   = "budget-alerts"
}
