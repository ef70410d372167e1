"""The sheets about the cost of sales, in live formulas: from pay parameters to every ratio."""
