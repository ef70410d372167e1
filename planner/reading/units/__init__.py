"""Units that people state: of money, of time, in headers, titles and sentences."""
