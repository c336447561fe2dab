"""The watch: who changed what, what that broke or mended, and the sweep of every budget."""
