"""Names of files, the folder, the register of versions, and what goes to the printer and the mail program."""
