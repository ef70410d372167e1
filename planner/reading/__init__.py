"""The planning workbook as people keep it, read into a PlanInput and findings; account lists and control files too."""
