"""Figures that are asked of many units and come back as one sheet; the periodic reports an agency owes.

**Collections.** An officer uploads the empty Excel sheet, marks the cells to be filled, chooses units and a due day
(*Thu thập số liệu*). Each unit answers on the page, through a signed link on a phone without an account, or in the
same sheet with everything else locked, or says in one click that there is nothing to report (*Không phát sinh*).
The office follows by group and superior unit who is silent and whom to call, with a text to copy. Answers come
together per cell and return in the layout of the sheet that was uploaded.

Life cycle of a collection: draft → open → closed, and open again where a unit is still to correct. Of a unit's reply:
waiting → sent or nil, perhaps returned with a reason and sent again; or passed to the heirs of a unit that ended. The day
that counts is the first day on which figures were sent.

**Reports.** A duty (`Duty`) says which units owe which form on which days; each of its periods is a `Round`. A unit's
draft comes pre-filled from its tracked work, and from what it answered in a collection whose cell the office tied to a
figure of the form (`FigureTie`: once, later periods find the collection of the same name). It is approved by its head and
sent; the office consolidates what came into the agency's own report, reviews it by domain, and issues it with number and
day. Life cycle of a report: draft → submitted → approved → sent, perhaps returned; issued, it never changes: withdrawn
with a reason, it is replaced by another.

A figure not given, a figure that does not exist in the unit and zero are three different things; none becomes
another. What the room does not do: judge figures, or invent one for a unit that is silent.
"""
