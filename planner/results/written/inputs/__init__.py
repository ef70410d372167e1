"""A plan workbook's input sheets back into a `PlanInput`."""
