"""Good plans of large programs, and the proof that closes on them."""
