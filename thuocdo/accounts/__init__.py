"""People, positions, roles for a period, sign-in.

For the administrator who gives positions and roles, and for everybody who signs in. A `Person` may have no
login; an `Account` belongs to one person, or to the people of a small unit, who then declare name and
position for the session. A `Position` is a person in a unit with a title and roles that hold there and in all
units below, from a day to a day; a `RoleGrant` gives a role without a position (administration always so); an
`Acting` lets somebody work for the holder of a position ("KT. GIÁM ĐỐC").

One capacity at a time: `queries.actor_for` makes the `Actor` of a request from the one chosen in the frame,
with two queries. Roles are data (`roles.yaml`); what each may do stands in the rooms' `access.py`, and both
are drawn on *Vai trò* and in docs/security/roles.md.

Sign-in is django-allauth behind one adapter (`web/signin.py`): local names, a second factor, lock-out, an
OpenID Connect provider where configured. It does not register anybody, does not send mail, and does not hold
the tree of units (organisations does).
"""
