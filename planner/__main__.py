"""``python -m planner``: the program where its script is not on the path."""

from __future__ import annotations

from planner.cli.start import main

if __name__ == "__main__":
    main()
