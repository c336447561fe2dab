"""What AWS, and people and apps in Slack, say about a budget, understood.

`signs` and `texts` are for the front door: they load nothing of the rest.
"""
