module "alerts" {
  source = "./modules/alerts"
}
