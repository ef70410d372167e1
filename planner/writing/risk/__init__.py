"""The risk workbook and its charts."""
