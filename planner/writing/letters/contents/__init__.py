"""What a letter says, from a written plan: to a seat, a team leader, a partner."""
