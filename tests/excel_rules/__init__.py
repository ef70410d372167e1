"""What Excel would repair in a workbook."""
