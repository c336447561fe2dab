team = "dev"
