locals {
  p = {
    Statement = []
  }
}
