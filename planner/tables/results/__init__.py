"""The sheets that the program writes: plan, territories, cost of sales, comparison, letters."""
