"""Figures that are asked of many units, and come back as one sheet.

An officer uploads the empty Excel sheet, marks the cells to be filled, chooses units and a due day
(*Thu thập số liệu*). Each unit answers on the page, or in the same sheet with everything else locked, or says
in one click that there is nothing to report (*Không phát sinh*). Answers come together per cell and
return in the layout of the sheet that was uploaded.

Life cycle of a collection: draft → open → closed. Of a unit's reply: waiting → sent or nil, perhaps returned
with a reason and sent again. The day that counts is the first day on which figures were sent.

A figure not given, a figure that does not exist in the unit and zero are three different things; none becomes
another. What the room does not do: judge figures, or invent one for a unit that is silent.
"""
