"""The other sheets of the planning workbook, and the files that are read beside it."""
