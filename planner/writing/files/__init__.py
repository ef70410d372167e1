"""Files that appear whole or not at all, the same byte by byte where the clock is set, and what they say of their making."""
