"""`python -m hopluc` is the `hopluc` command."""

import sys

from hopluc.cli import main

if __name__ == "__main__":
    sys.exit(main())
