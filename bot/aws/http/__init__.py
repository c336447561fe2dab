"""The few calls to AWS that the doors make without boto3.

Importing boto3 and making one client costs the front door more than all the rest of its cold start
(docs/facts.md 8.3). Nothing here imports boto3 or botocore; a test holds the signature against
botocore's.
"""
