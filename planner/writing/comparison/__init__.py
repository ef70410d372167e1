"""Plans side by side: comparisons as a workbook and a page; sweeps, frontiers and tornadoes as workbooks."""
