"""One cell to one typed value."""
