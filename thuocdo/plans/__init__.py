"""Plan documents become targets, tasks and assignments, and every unit has its work.

Life of a plan: an officer of the office drops the signed file in (`intake` reads it, the plan stands in
*review*); rows, findings and unit names are settled by decisions, each a row with its author; one action,
`go_live`, writes targets, tasks, owners and assignments at once. From then on the printed words never
change: an amendment or a correction changes what is tracked, line by line, with its document. A new plan
that replaces an old one closes it and carries what is open.

Work also comes without a plan: `give_work` tracks it at once, under a `Plan` row whose `source` says what gave
it (a document of the committee, a meeting's conclusion, other). It has no reading; all else is the same.

What becomes of the work is said in updates (`actions.progress`), counted in six buckets (`rules.buckets`), reminded
of by text, phone link and letter (`reminding`, `phone`, `letters`); targets get results (`observing`).

Printed row (`Task`, `Target`) and one unit's work (`Assignment`: one unit × one due day or instance) are two
things and are never counted together. Nothing here moves through states under a legal clock: that is `cases`.
"""
