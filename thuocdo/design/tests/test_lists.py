"""Keyset pages on a real table with empty values and ties, on whichever database the tests run."""

import datetime as dt

import pytest
from django.db import connection, models
from django.db.models import Q
from django.http import QueryDict
from django.test.utils import isolate_apps

from thuocdo.design.lists import Choice, Column, Day, Flag, Listing, keyset, words_in

START = dt.date(2026, 1, 1)


with isolate_apps(
    "thuocdo.design"
):  # other tests walk all tables of the house; this is none of them

    class Paper(models.Model):
        """A table of these tests only: a nullable day, a unit with many ties, a folded name."""

        due = models.DateField(null=True)
        unit = models.IntegerField()
        folded = models.CharField(max_length=80)

        class Meta:
            app_label = "design"

        def __str__(self):
            return self.folded


LISTING = Listing(
    columns=(
        Column("ten", "Tên", lambda r: r.folded, order=("folded",)),
        Column("don-vi", "Đơn vị", lambda r: r.unit, number=True, order=("-unit", "due")),
        Column("han", "Thời hạn", lambda r: r.due, order=("due",)),
        Column("ghi-chu", "Ghi chú", lambda r: ""),
    ),
    filters=(
        Choice(
            "don-vi",
            "Đơn vị",
            lambda v: Q(unit=v),
            options=lambda: [(n, f"Phòng {n}") for n in range(4)],
        ),
        Day("tu", "Từ ngày", lambda v: Q(due__gte=v)),
        Flag("khong-han", "Không thời hạn", lambda v: Q(due=None)),
    ),
    order=("due",),
    search=words_in("folded", str.lower),
    size=7,
)


@pytest.fixture
def papers(db):
    columns = ", ".join(f'"{f.column}" {f.db_type(connection)}' for f in Paper._meta.fields[1:])
    key = "integer primary key" if connection.vendor == "sqlite" else "bigserial primary key"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "design_paper" (id {key}, {columns})')
    Paper.objects.bulk_create(
        Paper(
            due=None if n % 5 == 0 else START + dt.timedelta(days=n * 7 % 11),
            unit=n % 4,
            folded=f"nhiem vu {n % 6}",
        )
        for n in range(60)
    )
    yield Paper.objects.all()
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE "design_paper"')


def walk(rows, query, way):
    """Every page from here to the end, as lists of primary keys."""
    pages = []
    while True:
        page = LISTING.page(rows, QueryDict(query))
        pages.append([row.pk for row in page.rows])
        address = getattr(page, way)
        if not address:
            return pages, query
        query = address.removeprefix("?")


ORDERS = ["", "xep=ten", "xep=-ten", "xep=don-vi", "xep=-don-vi", "xep=-han"]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_forward_hold_every_row_once_in_the_order_of_one_query(papers, order):
    pages, _ = walk(papers, order, "after")
    assert [pk for page in pages for pk in page] == [
        r.pk for r in LISTING.chosen(papers, QueryDict(order))
    ]
    assert {len(page) for page in pages[:-1]} == {7}


@pytest.mark.parametrize("order", ORDERS)
def test_pages_backward_are_the_pages_forward(papers, order):
    forward, last = walk(papers, order, "after")
    backward, _ = walk(papers, last, "before")
    assert backward[::-1] == forward


def test_a_row_added_before_the_place_shifts_nothing(papers):
    first = LISTING.page(papers, QueryDict(""))
    before = LISTING.page(papers, QueryDict(first.after.removeprefix("?"))).rows
    Paper.objects.create(due=START - dt.timedelta(days=1), unit=1, folded="moi")
    after = LISTING.page(papers, QueryDict(first.after.removeprefix("?"))).rows
    assert [r.pk for r in before] == [r.pk for r in after]


@pytest.mark.parametrize(
    "bent",
    ["sau=xx", "sau=!!", "sau=WzEsMl0", "truoc=W10", "sau=W251bGwsbnVsbF0", "sau=Ilx1ZDgwMCI"],
)
def test_a_bent_address_shows_the_first_page(papers, bent):
    assert [r.pk for r in LISTING.page(papers, QueryDict(bent)).rows] == [
        r.pk for r in LISTING.page(papers, QueryDict("")).rows
    ]


def test_filters_are_the_address(papers):
    page = LISTING.page(papers, QueryDict("don-vi=2&tu=2026-01-04&q=Nhiem+4&sau=zzz"))
    assert page.rows
    assert all(
        r.unit == 2 and r.due >= dt.date(2026, 1, 4) and r.folded == "nhiem vu 4" for r in page.rows
    )
    assert [s.label for s in page.applied] == [
        "“Nhiem 4”",
        "Đơn vị: Phòng 2",
        "Từ ngày: 04/01/2026",
    ]
    assert page.applied[1].url == "?tu=2026-01-04&q=Nhiem+4"
    assert page.count == len(LISTING.chosen(papers, QueryDict("don-vi=2&tu=2026-01-04&q=Nhiem+4")))


def test_a_value_that_is_none_of_the_choices_is_said_and_not_applied(papers):
    page = LISTING.page(papers, QueryDict("don-vi=9&tu=31/02/2026"))
    assert page.count == 60
    assert len(page.doubts) == 2
    assert "Đơn vị" in page.doubts[0]
    assert not page.applied


def test_rows_without_a_day_are_sorted_by_no_database(papers, django_assert_num_queries):
    """One query while days last, one more on the page where they end, none of them with NULLS LAST."""
    with django_assert_num_queries(2) as seen:
        LISTING.page(papers, QueryDict(""))
    assert "NULLS" not in seen.captured_queries[0]["sql"]
    ends = papers.filter(due__gt=START + dt.timedelta(days=8)) | papers.filter(due=None)
    last = keyset.mark(ends.exclude(due=None).latest("due", "id"), keyset.keys(ends, ("due",)))
    with django_assert_num_queries(2):
        page = LISTING.page(ends, QueryDict(f"truoc={last}"))
    with django_assert_num_queries(3):
        page = LISTING.page(ends, QueryDict(f"sau={last}"))
    assert page.rows


def test_two_queries_whatever_the_number_of_rows(papers, django_assert_num_queries):
    for rows in (papers.filter(unit=1), papers):
        with django_assert_num_queries(2):
            list(LISTING.page(rows, QueryDict("")).rows)


def test_a_count_stops_at_its_cap(papers, monkeypatch):
    monkeypatch.setattr("thuocdo.design.lists.listing.MOST", 40)
    page = LISTING.page(papers, QueryDict(""))
    assert (page.count, page.count_words) == (41, "trên 40")


def test_an_export_streams_heads_and_rows(papers):
    rows = list(LISTING.export(papers, QueryDict("don-vi=3&xep=ten")))
    assert rows[0] == ["Tên", "Đơn vị", "Thời hạn", "Ghi chú"]
    assert len(rows) == 16
    assert {row[1] for row in rows[1:]} == {3}
    assert LISTING.wanted(QueryDict("tai=xlsx")) == "xlsx"
    assert LISTING.wanted(QueryDict("tai=exe")) == ""


def test_a_head_turns_its_order(papers):
    heads = {h.column.key: h for h in LISTING.page(papers, QueryDict("")).heads}
    assert (heads["han"].sorted, heads["han"].url) == ("ascending", "?xep=-han")
    assert heads["ten"].url == "?xep=ten"
    assert heads["ghi-chu"].url == ""
