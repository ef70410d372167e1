"""What follows from the workbook alone, worked out again from the specification."""
