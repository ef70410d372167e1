"""A plan workbook's result sheets back into an `AnnualPlan`."""
