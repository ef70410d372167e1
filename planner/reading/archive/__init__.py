"""A workbook's file before its cells: what must be passed, its parts, what its XML tells that values do not."""
