"""What people are given to read: target letters and the plan book."""
