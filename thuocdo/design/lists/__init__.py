"""Every list of the house: filters that are the address, keyset pages, a capped count, rows for export.

A room declares one `Listing` and calls `page` with the rows its `access.visible_to` lets through:

    TASKS = Listing(
        columns=(Column("so", "Số", lambda r: r.number), Column("han", "Thời hạn", lambda r: r.due, order=("due",))),
        filters=(Choice("don-vi", "Đơn vị", lambda v: Q(unit_id=v), options=units),),
        order=("due",), search=words_in("folded", fold), row="plans/_task_row.html",
    )
    page = TASKS.page(visible_to(request.by), request.GET)

Two queries per page whatever the number of rows: the rows and the count, which stops at `MOST`; a third on
the page where rows without a value in the leading key begin.
"""

from thuocdo.design.lists.filters import Choice, Day, Filter, Flag, Hidden, words_in
from thuocdo.design.lists.listing import MOST, Column, Listing, Page

__all__ = [
    "MOST",
    "Choice",
    "Column",
    "Day",
    "Filter",
    "Flag",
    "Hidden",
    "Listing",
    "Page",
    "words_in",
]
