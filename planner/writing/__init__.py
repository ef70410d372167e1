"""What is written: templates, plan workbooks, comparisons, letters; whole or not at all."""
