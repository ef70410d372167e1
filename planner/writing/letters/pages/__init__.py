"""Letters as PDF, with their pictures."""
