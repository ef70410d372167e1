"""Rows and columns of a sheet that are no entries, and sheets laid out otherwise than declared."""
