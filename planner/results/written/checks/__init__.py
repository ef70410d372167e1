"""What a sheet says again, compared with what it follows from."""
