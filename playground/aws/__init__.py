"""The embedded AWS (docs/architecture.md, "Embedded AWS"): `python -m playground.aws --port 5005
[--scenario NAME]`.

It stands on ministack, which lives in an environment of its own (`.venv-aws`).

    __main__   finds that environment and becomes the server there
    process    starts and stops one from tests, the demo and the bench
    control    a typed client of the control plane (/_playground/*)
    judge      may Budgets publish? a second opinion that shares no code with `bot`
    server/    runs inside `.venv-aws` only
"""
