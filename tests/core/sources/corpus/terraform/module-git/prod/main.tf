module "t" {
  source = "git::https://github.com/acme/infra.git//topic?ref=v1"
}
