"""The coordinator's terminal: a screen a file, actions in one table, styles in .tcss files; no rule and no SQL.

actions    every key, its Vietnamese name, its help and its method: bindings, footer and help are made of it
office     the verbs as the person at the terminal uses them, each answered with a sentence
reading    what the screens show: one look at the ledger, and the groups and order of its lists
words      short words and signs that only a screen needs; matching finds them typed without diacritics
widgets    parts of screens; screens: what stands on keys 1 to 4, one obligation, one letter, help and dialogs
"""
