"""What happened: SQLAlchemy Core tables, the unit of work, the outbox, read queries, the hash-chained log.

SQLAlchemy stops here: what goes in and comes out are values of the rooms below.
"""
