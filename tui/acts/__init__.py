"""What a coordinator does to obligations and letters: for what an act makes sense, what it asks, what it records.

table     every act by the name it has in the table of actions
results   reports that came, accepted or returned
limits    more time, another agency, no more reminders
letters   letters let go, short texts, calls about an obligation
mails     replies accepted, mails put aside
calls     agencies called, or written to
contacts  who an agency is reached by, and who is away
"""
