"""How it goes: messages, a mail server, or the local mailbox when none is set."""
