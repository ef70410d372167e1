"""The independent verifier's rooms: written from the specification, sharing no code with the models."""
