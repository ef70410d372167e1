"""A plan workbook's formulas, worked out again."""
