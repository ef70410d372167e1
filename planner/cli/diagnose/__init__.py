"""Why there is no plan, and what would make one possible."""
