"""What people write, and what they mean by it: names, choices, numbers, dates, the sense of a header's words."""
