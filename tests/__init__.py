"""All tests. Whatever the shell says, Python keeps its bytecode while they run.

Each process that a test starts would compile the whole bot anew otherwise, most of a second, and
each worker every test.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
