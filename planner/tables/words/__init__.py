"""What people write above a column, on a tab and in a cell, beside the words that the program writes."""
