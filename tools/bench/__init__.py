"""`make bench`: the figures of DESIGN section 10, each beside its goal, measured in this run."""
