"""The channel plan: one channel, team and effort for every unit, hires for every team, as an integer program."""
