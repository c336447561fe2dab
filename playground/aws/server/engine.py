"""ministack's two entries: its application and its reset.

Its settings come from the environment that `playground.aws.__main__` makes: they are read while
ministack is imported.
"""

import sys
from collections.abc import Callable
from typing import Any, cast

from ministack import app

from playground.aws.server import cbor
from playground.aws.server.asgi import App

# Imported by ministack under this name when it is asked in CBOR.
sys.modules["cbor2"] = cast("Any", cbor)

APPLICATION = cast("App", app.app)
reset = cast("Callable[[], None]", app._reset_all_state)
