"""`python -m ui`: the console's process; `boothdeck console` starts it so."""

import sys

from ui.main import main

if __name__ == "__main__":
    sys.exit(main())
