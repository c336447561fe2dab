"""The condition operators: how one policy value of each kind is compared with one request value."""
