"""What stands on keys 1 to 4, one obligation, one letter, the help page and the dialogs: a screen a file."""
