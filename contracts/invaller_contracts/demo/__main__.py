"""`python -m invaller_contracts.demo`: walk, and say by the exit status how it went."""

import sys

from invaller_contracts.demo.steps import STEPS
from invaller_contracts.demo.telling import tell

if __name__ == "__main__":
    sys.exit(tell(STEPS))
