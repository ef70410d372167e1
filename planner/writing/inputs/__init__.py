"""The planning workbook: empty, filled, as a copy with its faults marked."""
