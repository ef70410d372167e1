"""The nouns of planning: frozen dataclasses, ids, choices; money in integer cents. No files, no solver."""
