"""The documentation as a site: the repository's own pages, where they stand."""
