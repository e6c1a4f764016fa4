"""`python -m liveness` (in `tests/`): asks for everything, and prints the page of the docs."""

import sys

from liveness.page import page
from liveness.running import everything

sys.stdout.write(page(everything()))
