"""The command `phancong`: thin, above everything. Each command imports what it needs when it is called."""
