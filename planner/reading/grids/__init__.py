"""A workbook as grids of cells, each with its place and what is odd about it."""
