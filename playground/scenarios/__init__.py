"""Paths built to be broken, or whole, each in a known way; one file each, found by its name.

A scenario is data: what stands in AWS, and what budget-check and the judge must say of it. All of
them live side by side in account 111111111111; each has a budget, topics and keys of its own.

    model      the parts that a scenario is made of
    policies   statements for topics and keys
    catalog    finds the scenarios
    load       puts them into an embedded AWS
    table      prints them for docs/scenarios.md
"""
