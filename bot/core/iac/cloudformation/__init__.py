"""A CloudFormation template as a `Declaration`.

text        YAML or JSON, with the line of each resource
resolver    intrinsic functions, parameters, mappings and conditions
circle      resources that refer to each other in a circle
template    the whole of it
kinds/      the types of resources that count, found by their place
"""
