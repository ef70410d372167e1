"""Product-market matrices in all their shapes."""
