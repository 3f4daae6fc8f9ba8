"""How a person is told: by which way for each kind of notice, when, and who is told in their absence.

Rooms write notices (`archive.actions.notify`) and know nothing of choices; what is shown and what is mailed
is decided here, on reading and by the post, by one function: `kinds.way_of`.
"""
