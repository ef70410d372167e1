"""The cells of a workbook from its bytes, read for the verifier."""
