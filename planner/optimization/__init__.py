"""The models, one folder a decision, and the solvers: nowhere else is a solver known."""
