"""Where the frozen program starts."""

import sys

from shopplanner.app.main import main

if __name__ == "__main__":
    sys.exit(main())
