"""Paths built to be broken, or whole, each in a known way: a constant each, found by what it is.

A scenario is data: what stands in AWS, and what budget-check and the judge must say of it. All of
them live side by side in account 111111111111; each has a budget, topics and keys of its own. A new
one is one constant in the file of what it is about, and its row in docs/scenarios.md.

    budget topic topic_policy key key_policy subscription endpoint names incidents sender
               the scenarios, by what they are about

    model      the parts that a scenario is made of
    policies   statements for topics and keys
    catalog    finds the scenarios
    load       puts them into an embedded AWS
    table      prints them for docs/scenarios.md
"""
