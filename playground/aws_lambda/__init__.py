"""A small Lambda Runtime API: runs a deployed handler as Lambda does, under awslambdaric."""
