"""Where a table's header stands, what it names, its units, and what is wrong with it."""
