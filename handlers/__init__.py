"""The doors: one file per Lambda function (docs/architecture.md, "The doors").

The garbage collector rests while a function starts, for what is imported lives as long as the
process: it takes a tenth of the front door's own start (docs/facts.md 8.3). Each function says when
it has `started`.
"""

import gc

gc.disable()


def started() -> None:
    """Collect from now on, and never look at what is here already."""
    gc.freeze()
    gc.enable()
