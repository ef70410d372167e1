"""What is made of a plan: verified, explained, priced, simulated, compared; and why there is none."""
