"""The plan of a workbook: made, or read from a plan workbook, and shown."""
