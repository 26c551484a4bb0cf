"""Lists: what a list is asked for and what a line of it holds, words sought in memory, order in Vietnamese, lists of the past.

values      View, Subject: the question and one line of the answer
agencies    who owes how much and was late how often, and one agency whole
calls       whom to call, now and then
beside      what waits that is no obligation: letters held, mails, calls
dictionary  which agencies, wordings, limits, plans and states a typed word begins
order       names in Vietnamese order
matrix      agencies down, reports across, a state in each cell
runs        letters on their way and not arrived, the runs that were and come
late_run    whether the scheduled run is late
present     the lists of now, from indexed queries
past        the same lists for a moment before the last event, where the log itself must be folded
"""
