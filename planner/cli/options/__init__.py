"""Options that several families of commands share."""
