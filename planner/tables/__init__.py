"""The workbook contract: every sheet and column of input and result, declared once."""
