"""The register of incoming documents (sổ văn bản đến): what its rows say, and which of them answer what is owed.

All is pure: the verb `engine.register_import` brings the file and the ledger. The steps: `columns` finds the table,
`rows` reads it into documents, `senders` says which agency sent one, `kinds` whether it is a report, `wording` and
`periods` what it is about and for when, `matching` puts these together. docs/register.md tells it for people.
"""
