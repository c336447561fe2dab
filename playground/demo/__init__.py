"""What `python -m playground.demo` runs: everything on one laptop, and the bot in it.

__main__   opens the page, or tells the story
story      the checks, the mending and the log, printed
followed_alert   an alert followed up to the next that arrives, printed
acts       what somebody does in the local Slack, printed as it happens
bot        runs the bot against loopback
serve      that bot, where AWS's events reach it as well
events_endpoint  where they arrive
"""
