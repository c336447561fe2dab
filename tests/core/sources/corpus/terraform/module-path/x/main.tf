module "t" {
  source = "${path.module}/../infra"
}
