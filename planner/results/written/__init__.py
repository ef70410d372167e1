"""A plan workbook read back for verification: openpyxl and code of its own, nothing of the planner's reader or writer."""
