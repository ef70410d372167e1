"""The cost of sales of a plan, and finance's own figures beside it."""
