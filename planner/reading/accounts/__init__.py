"""Accounts from the sheet or from a file."""
