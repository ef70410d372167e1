"""Which sheet of a workbook holds which table."""
