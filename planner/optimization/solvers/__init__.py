"""Everything that runs a solver: programs in, a solution with its bound and gap out."""
