"""How it goes: messages, a mail server, or the local mailbox when none is set. How it comes back: mailboxes, and what is in them.

incoming    one message understood: its kind, its letter, what was written
mime        reading any message without failing; html_text: HTML as text
bounces     reports of mail systems; verdicts: what a refusal says of an address
automatic   answers of machines; replies: what a person wrote, without what they quote
inboxes     IMAP, or a folder
"""
