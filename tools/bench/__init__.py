"""`make bench`: the figures of CONTRIBUTING.md, "Figures", each beside its goal, measured in this
run.
"""
