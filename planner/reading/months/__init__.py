"""Months across, months as dates, months by name: monthly figures in the shapes that people keep."""
