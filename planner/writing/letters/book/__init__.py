"""What the plan book says."""
