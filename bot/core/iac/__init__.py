"""A Terraform plan or a CloudFormation template as what a check judges. Pure: text in, facts out.

cloudformation/ terraform/   a text becomes a `Declaration`: what it makes, in one form for both
value      JSON whose leaves may be unknown, each with the expression that it hangs on
identity   names for what is not made yet, and how people see them
document   a policy with unknown parts as a text that the evaluator takes
declared   budgets, topics, keys, subscriptions and endpoints as a template declares them
facts      a `Declaration` as one `Facts` for each budget
judged     the reports of all of them, with addresses in the place of made-up names
"""
