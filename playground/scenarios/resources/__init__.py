"""Puts scenarios into an embedded AWS: through AWS's own API where it has a call for it."""
