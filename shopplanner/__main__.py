"""Start the program with ``python -m shopplanner``."""

from shopplanner.app.main import main

raise SystemExit(main())
