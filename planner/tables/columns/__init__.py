"""How a column, a field and a sheet are declared."""
