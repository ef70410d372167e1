"""The plan workbook's sheets of market, people and reasons."""
