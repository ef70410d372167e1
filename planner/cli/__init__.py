"""The program: a room for each family of commands, and what they share in `screen`, `options` and `files`."""
