"""A Terraform plan, as `terraform show -json` writes it, as a `Declaration`.

plan           the text: its resources after the apply, its configuration
merge          what will be, with what is not known yet in its place
configuration  the expressions that stand behind an unknown value
provider       the account and Region of each resource
resource       one resource, and its references to others
policy_document  aws_iam_policy_document, put together from its arguments
declaration    the whole of it
kinds/         the types of resources that count, found by their place
"""
