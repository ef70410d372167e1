"""Word templates: what they may say, what they must not carry, and how they are filled."""
