"""The usual suspects: why an Allow that means a sender does not let it in, one file per part."""
