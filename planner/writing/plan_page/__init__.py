"""Sheet Plan, the first page of a plan workbook: its blocks from top to bottom."""
