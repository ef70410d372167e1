"""A table's rows, typed, with what their names and holders leave unsaid."""
