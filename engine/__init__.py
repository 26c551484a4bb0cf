"""The map of the engine. Every stage takes values and returns values; each arrow is one verb, each verb one module.

    plan spec (YAML) --check--> Plan --apply--> obligations --run--> due actions --> letters --> outbox --> delivery
                                                    ^                                                          |
     coordinator's terminal <-- status <-- events and facts <-- answer (page, confirm) <-----------------------+

The rooms, from the bottom up; a room imports only rooms above it in this list:

    reading      strict YAML with positions, Problem: shared by specs, directories and calendars
    deadlines    when: due rules, the working calendar, dates in Vietnamese words
    directory    who: agencies, relations, groups, contacts
    spec         what a plan says: models, checks, Plan
    obligations  who owes what by when: expansion, difference, history, states, ladder; pure
    links        tokens of letters, and the digests they are known by; pure
    letters      what is said: one function a letter
    mail         how it goes and comes back: SMTP, the local mailbox, IMAP; bounces, replies
    ledger       what happened: tables, unit of work, outbox, the hash-chained log

and the verbs over them: check, apply, run, answer, acts, release, status, explain, audit, doctor, contacts, calendars, inbox, calls.
"""
