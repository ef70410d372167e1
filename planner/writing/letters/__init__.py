"""Target letters and the plan book, as Word and PDF, with the register of what was handed out."""
