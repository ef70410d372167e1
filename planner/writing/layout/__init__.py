"""How every workbook looks and prints, and how its tables and cells are written."""
