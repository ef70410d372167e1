"""A workbook: made empty, checked, recomputed."""
