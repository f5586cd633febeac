"""A collection from the empty sheet to the lock, and everything that must not happen on the way."""

import datetime as dt
from dataclasses import replace

import pytest

from thuocdo.audit.rules import Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions, output, queries
from thuocdo.reporting.actions.answering import Faulty
from thuocdo.reporting.intake import read_sheets
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.figures import figures_from, inputs_from
from thuocdo.reporting.tests.conftest import AT, DUE
from thuocdo.reporting.tests.factories import cell, filled, saved, school_sheet

FIGURES = {f"0!{column}{row}": "2" for column in "CD" for row in (6, 7, 8)}
WORDS = {f"0!E{row}": "Đủ" for row in (6, 7, 8, 9)}
ALL = {**FIGURES, **WORDS}


def reply_of(collection, unit):
    return Reply.objects.select_related("collection__file").get(collection=collection, unit=unit)


def copy_of(reply):
    one = reply.collection
    return output.to_fill(
        school_sheet(), inputs_from(one.inputs), queries.codes(reply), figures_from(reply.figures)
    )


def test_answers_come_together_in_the_sheet_that_was_sent(opened, units, answerer):
    first, second, third = (reply_of(opened, unit) for unit in units)
    actions.answer(by=answerer(units[0]), at=AT, reply=first, typed=ALL, version=0)
    typed = {**ALL, "0!C6": "ước 1.000"}
    actions.answer(by=answerer(units[1]), at=AT, reply=second, typed=typed, version=0)
    actions.answer_nil(by=answerer(units[2]), at=AT, reply=third, version=0)
    seen = queries.counts(opened)
    assert (seen.received, seen.in_time, seen.estimates, seen.missing) == (3, 3, 1, 0)
    answered = queries.answered(opened, DUE)
    cells = queries.gathered(opened, answered)
    sheet = output.result(school_sheet(), cells, queries.unit_by_unit(opened, answered))
    assert cell(sheet, "C6") == 1002
    assert cell(sheet, "C7") == 4
    assert cell(sheet, "C9") == "=SUM(C6:C8)"
    assert cell(sheet, "E6") == "Trường số 1: Đủ\nTrường số 2: Đủ"
    assert cell(sheet, "B4", sheet=1) == "Không phát sinh"
    assert cell(sheet, "D3", sheet=1) == "ước 1.000"


def test_the_same_sheet_goes_out_locked_and_comes_back(opened, units, answerer):
    reply, by = reply_of(opened, units[0]), answerer(units[0])
    copy = copy_of(reply)
    values = {key.partition("!")[2]: 5 for key in FIGURES} | {"C6": 1234.5, "E6": "=1+1"}
    values |= {key.partition("!")[2]: "Đủ" for key in WORDS if key != "0!E6"}
    values["E6"] = "- Thiếu máy"
    back = filled(copy, **values)
    actions.answer_sheet(by=by, at=AT, reply=reply, data=back, name="bieu.xlsx", version=0)
    reply.refresh_from_db()
    assert reply.figures["0!C6"] == ["1234.5", False]
    assert reply.figures["0!E6"] == ["- Thiếu máy", False]
    assert cell(copy_of(reply_of(opened, units[0])), "C6") == 1234.5


def test_two_wrong_cells_are_both_named_and_nothing_is_taken(opened, units, answerer):
    reply, by = reply_of(opened, units[0]), answerer(units[0])
    values = {key.partition("!")[2]: 5 for key in ALL} | {"C6": "năm", "D7": -1}
    with pytest.raises(Faulty) as said:
        actions.answer_sheet(
            by=by,
            at=AT,
            reply=reply,
            data=filled(copy_of(reply), **values),
            name="b.xlsx",
            version=0,
        )
    assert [fault.ref for fault in said.value.faults] == ["C6", "D7"]
    assert reply_of(opened, units[0]).state == Reply.State.WAITING


def test_an_empty_cell_that_is_needed_is_named(opened, units, answerer):
    typed = {key: value for key, value in ALL.items() if key != "0!D8"}
    with pytest.raises(Faulty) as said:
        actions.answer(
            by=answerer(units[0]), at=AT, reply=reply_of(opened, units[0]), typed=typed, version=0
        )
    assert [(f.ref, "Không phát sinh" in f.message) for f in said.value.faults] == [("D8", True)]


def test_a_strange_sheet_is_refused_by_name(opened, units, answerer):
    by, own = answerer(units[0]), reply_of(opened, units[0])
    other = copy_of(reply_of(opened, units[1]))
    for data, says in ((school_sheet(), "không phải biểu tải"), (other, "đơn vị khác")):
        with pytest.raises(Mistake, match=says):
            actions.answer_sheet(by=by, at=AT, reply=own, data=data, name="b.xlsx", version=0)
    own.collection.inputs = own.collection.inputs[:-1]
    with pytest.raises(Mistake, match="biểu cũ"):
        actions.answer_sheet(
            by=by,
            at=AT,
            reply=own,
            data=copy_of(reply_of(opened, units[0])),
            name="b.xlsx",
            version=0,
        )


def test_who_was_first_counts_and_the_second_is_told(opened, units, answerer):
    reply, by = reply_of(opened, units[0]), answerer(units[0])
    actions.answer(by=by, at=AT, reply=reply, typed=ALL, version=0)
    with pytest.raises(Refused, match="vừa gửi"):
        actions.answer_nil(by=by, at=AT, reply=reply, version=0)


def test_returned_sent_again_and_the_first_day_stays(opened, units, answerer, focal):
    reply, by = reply_of(opened, units[0]), answerer(units[0])
    actions.answer(by=by, at=AT, reply=reply, typed=ALL, version=0)
    with pytest.raises(Mistake, match="lý do"):
        actions.return_reply(by=focal, at=AT, reply=reply, reason=" ", version=1)
    actions.return_reply(by=focal, at=AT, reply=reply, reason="Thiếu cấp học", version=1)
    assert [o.reply.reason for o in queries.owed(by, DUE)] == ["Thiếu cấp học"]
    late = dt.datetime(2026, 4, 1, 2, tzinfo=dt.UTC)
    actions.answer(by=by, at=late, reply=reply, typed=ALL, version=2)
    reply.refresh_from_db()
    assert (reply.state, reply.sent_on, reply.reason) == ("sent", dt.date(2026, 3, 5), "")
    assert queries.owed(by, DUE) == []


def test_after_the_lock_nobody_sends(opened, units, answerer, focal):
    actions.close_collection(by=focal, at=AT, collection=opened)
    with pytest.raises(Refused, match="khóa số liệu"):
        actions.answer_nil(
            by=answerer(units[0]), at=AT, reply=reply_of(opened, units[0]), version=0
        )
    with pytest.raises(Refused, match="đã khóa số liệu"):
        actions.close_collection(by=focal, at=AT, collection=opened)


def test_only_the_own_unit_answers_and_only_the_office_asks(opened, units, answerer, agency):
    stranger = answerer(units[1])
    with pytest.raises(Refused):
        actions.answer_nil(by=stranger, at=AT, reply=reply_of(opened, units[0]), version=0)
    with pytest.raises(Refused):
        actions.make_collection(
            by=stranger, at=AT, agency=agency.pk, title="X", name="b.xlsx", data=school_sheet()
        )
    assert queries.seen_reply(stranger, reply_of(opened, units[0]).pk) is None


def test_what_cannot_be_sent_out(draft, focal, units):
    def send(**more):
        wanted = {"units": [units[0].pk], "due": DUE, "version": 0} | more
        actions.open_collection(by=focal, at=AT, collection=draft, **wanted)

    for more, says in (
        ({"units": []}, "Chưa chọn đơn vị"),
        ({"due": dt.date(2026, 3, 4)}, "đã qua"),
        ({"version": 3}, "vừa sửa"),
    ):
        with pytest.raises(Mistake, match=says):
            send(**more)
    with pytest.raises(Mistake, match="ít nhất một ô"):
        actions.mark_inputs(by=focal, at=AT, collection=draft, inputs=[], version=0)
    share = replace(inputs_from(draft.inputs)[0], kind="percent")
    with pytest.raises(Mistake, match="cộng lại"):
        actions.mark_inputs(by=focal, at=AT, collection=draft, inputs=[share], version=0)
    send()
    with pytest.raises(Refused, match="không sửa được nữa"):
        send()


def test_a_draft_can_be_dropped(draft, focal):
    actions.drop_collection(by=focal, at=AT, collection=draft)
    assert not Collection.objects.exists()


def test_sheets_that_cannot_be_asked_with():
    import openpyxl

    with pytest.raises(Mistake, match="không phải tệp Excel"):
        read_sheets(b"chi co chu", "bieu.txt")
    empty = openpyxl.Workbook()
    with pytest.raises(Mistake, match="không có chữ"):
        read_sheets(saved(empty), "bieu.xlsx")
    wide = openpyxl.Workbook()
    wide.active.cell(2000, 1, "Cuối")
    with pytest.raises(Mistake, match="rộng hơn"):
        read_sheets(saved(wide), "bieu.xlsx")


def test_a_figure_above_what_it_may_not_exceed_is_named_and_nothing_is_taken(
    draft, focal, units, answerer
):
    cells = [replace(c, most="C") if c.ref == "D6" else c for c in inputs_from(draft.inputs)]
    cells = [replace(c, most="500") if c.ref == "C7" else c for c in cells]
    one = actions.mark_inputs(by=focal, at=AT, collection=draft, inputs=cells, version=0)
    opened = actions.open_collection(
        by=focal, at=AT, collection=one, units=[units[0].pk], due=DUE, version=1
    )
    reply = opened.replies.get()
    by = answerer(units[0])
    typed = {c.key: "10" for c in cells if c.kind != "text"}
    with pytest.raises(Faulty) as wrong:
        actions.answer(
            by=by, at=AT, reply=reply, typed=typed | {"0!D6": "11", "0!C7": "501"}, version=0
        )
    assert [(f.ref, f.message) for f in wrong.value.faults] == [
        ("D6", "11 lớn hơn ô C6 (10). Kiểm tra lại hai ô."),
        ("C7", "501 lớn hơn 500, mức cao nhất của ô này. Kiểm tra lại số."),
    ]
    assert opened.replies.get().state == Reply.State.WAITING
    actions.answer(by=by, at=AT, reply=reply, typed=typed, version=0)
    assert opened.replies.get().state == Reply.State.SENT


@pytest.mark.parametrize("most", ["D", "Z", "E"])
def test_a_figure_is_held_only_against_another_figure(draft, focal, most):
    """D6 itself, a column that is not there, a column of words."""
    cells = [replace(c, most=most) if c.ref == "D6" else c for c in inputs_from(draft.inputs)]
    with pytest.raises(Mistake):
        actions.mark_inputs(by=focal, at=AT, collection=draft, inputs=cells, version=0)
    draft.refresh_from_db()
    assert draft.version == 0
