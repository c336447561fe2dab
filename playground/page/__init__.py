"""The page of the playground: a Slack-like channel beside a picture of the embedded AWS.

Its server lives in the process of the demo, beside the local Slack and the ticket systems. It shows
what these themselves know; the bot is another process and reached by signed requests only.

    server      HTTP on loopback: whom it answers, JSON, the files of dist/
    routes      the table of addresses
    session     AWS, Slack, who acts there: for the routes to reach
    launch      starts it all, and opens the page
    watch       waits for the next change that shows
    slack_side  what one person sees in Slack
    tickets_side   what was opened in the ticket systems
    deployment  the pipeline of the repository there
    picture     a budget's path through AWS
    topics, keys  its parts, read through the ordinary AWS API
    persona     people and scanners who act in AWS with roles of their own
    policy_edit somebody writes a policy
    commands    what can be typed behind /budget-check
    sweep       the schedule comes round, hours pass
    loopback    an HTTP server on 127.0.0.1, in a thread
    actions/    one file for each thing that can happen at the press of a button, found by path
    web/        the front end; `npm run page` builds it into dist/
"""
