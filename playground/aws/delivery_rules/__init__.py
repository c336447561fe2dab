"""How the judge thinks: the situation, the request, the tests, the worlds."""
