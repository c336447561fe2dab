"""The watch: who changed what, what that broke or mended, and the round over every budget."""
