"""Results of years: recorded from tables, computed, ranked, pinned to their edition, closed."""

import dataclasses
from decimal import Decimal

import pytest

from thuocdo.audit.queries import changed_behind
from thuocdo.audit.rules import Refused, system
from thuocdo.config import checking
from thuocdo.indices import actions, queries
from thuocdo.indices.intake.published import read_results
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.queries.editions import editions_of, unit_lists
from thuocdo.indices.queries.results import explained
from thuocdo.indices.rules.explaining import recompute
from thuocdo.indices.rules.results import Published
from thuocdo.indices.tests.conftest import AT, HEAD, row, table
from thuocdo.lawbook import reader
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Rulebook

pytestmark = pytest.mark.django_db


def recorded(by, text, **more):
    return actions.record_results(
        by=by, at=AT, agency=by.unit, index="pci", text=text, source="Báo cáo PCI", **more
    )


def read(text, **more):
    return read_results(text, editions_of("pci"), unit_lists(), **more)


def test_a_table_becomes_ranked_results_of_its_years(focal):
    text = table(
        row(2022, "P01", 6, "60", 1, "Khá"), row(2022, "P02", 5, "50", 2), row(2017, "P01", 4)
    )
    recorded(focal, text)
    assert list(IndexRound.objects.values_list("year", "edition", "state")) == [
        (2022, "indices/pci/2022", "open"),
        (2017, "indices/pci/2013", "open"),
    ]
    first = IndexResult.objects.get(round__year=2022, code="P01")
    assert (first.name, first.score, first.place, first.of, first.published_band) == (
        "Hà Nội", Decimal(60), 1, 2, "Khá",
    )  # fmt: skip
    assert IndexResult.objects.get(round__year=2017).place == 1


def test_what_was_published_counts_and_what_it_does_not_follow_from_is_said(focal):
    recorded(focal, table(row(2022, "P01", 6, "61.5", 2), row(2022, "P02", 6.1, "61")))
    one = IndexResult.objects.get(code="P01")
    assert (one.score, one.computed, one.place) == (Decimal("61.5"), Decimal(60), 1)
    assert one.doubts == [
        "điểm công bố 61,5, tính lại được 60", "hạng công bố 2, theo điểm là 1",
    ]  # fmt: skip
    assert IndexResult.objects.get(code="P02").doubts == []


def test_a_unit_without_score_is_never_zero(focal):
    recorded(focal, table(row(2022, "P01", 6), row(2022, "P02", "")))
    one = IndexResult.objects.get(code="P02")
    assert (one.score, one.place, one.reason, one.figures) == (None, None, "not_reported", {})


def test_published_scores_without_figures(focal):
    text = table(
        "2020,P14,75.09,1",
        "2020,P56,72.81,2",
        head="year,province_code,pci_published,rank_published",
    )
    recorded(focal, text)
    assert list(IndexResult.objects.order_by("place").values_list("name", "score", "computed")) == [
        ("Quảng Ninh", Decimal("75.09"), None), ("Đồng Tháp", Decimal("72.81"), None),
    ]  # fmt: skip


def test_every_wrong_cell_is_named_and_nothing_is_written(focal):
    text = table(
        row(2022, "P01", 0.5),
        row(2022, "P02", "năm", published="x"),
        row(2030, "P01"),
        row(2022, "P01"),
        row(2022, ""),
        row(2022, "P03", place="1.5"),
    )
    faults = read(text).faults
    for words in (
        "Dòng 2, cột ci01_entry: 0,5 ngoài khoảng 1–10",
        "Dòng 2, cột ci10_legal: 0,5 ngoài khoảng 1–10",
        "Dòng 3, cột ci04_time: “năm” không phải một số",
        "Dòng 3, cột pci_published: “x” không phải một số",
        "Năm 2030 chưa có bộ quy định",
        "Dòng 5: P01 năm 2022 đã có ở dòng 2",
        "Dòng 6: thiếu mã đơn vị",
        "Dòng 7, cột rank_published: hạng phải là số nguyên từ 1",
    ):
        assert any(fault.startswith(words) for fault in faults), words
    with pytest.raises(Mistake, match="Dòng 2"):
        recorded(focal, text)
    assert not IndexRound.objects.exists()


def test_missing_and_unknown_provinces_are_flagged_and_no_year_is_guessed():
    found = read(table(row(2022, "P99")))
    assert any("thiếu 63/63 đơn vị" in flag for flag in found.flags)
    assert any("P99 không có trong danh sách 63 đơn vị" in flag for flag in found.flags)
    bare = HEAD.removeprefix("year,")
    line = row(2022, "P01").removeprefix("2022,")
    assert read(table(line, head=bare)).faults == ["Bảng không có cột “year”. Ghi năm ở ô Năm."]
    assert [one.year for one in read(table(line, head=bare), year=2022).rounds] == [2022]


def test_shares_given_as_0_to_1_are_refused():
    editions = editions_of("par-department")
    form = editions[-1].body
    shares = [name for name, asked in form.inputs.items() if asked.unit == "percent"]
    rest = [name for name in form.inputs if name not in shares]
    assert shares
    head = ",".join(["year", form.table.unit_column, *shares, *rest])
    lines = [f"2026,{u}," + ",".join(["0.7"] * len(shares) + [""] * len(rest)) for u in ("A", "B")]
    faults = read_results("\n".join([head, *lines]), editions, unit_lists()).faults
    assert f"Cột {shares[0]} ghi tỷ lệ theo 0–1" in faults[0]


def test_two_columns_of_published_scores_are_not_chosen_between():
    found = read(table("2022,P01,70,80", head="year,province_code,a_published,b_published"))
    assert found.faults == ["Có 2 cột điểm công bố (a_published, b_published). Giữ lại một cột."]


def test_one_unit_by_hand_and_out_again(focal):
    given = {"year": 2022, "code": "P01", "unit": "Hà Nội", "source": "Báo cáo"}
    figures = {name: Decimal(5) for name in HEAD.split(",")[2:12]}
    row_ = actions.set_result(
        by=focal, at=AT, agency=focal.unit, index="pci", figures=figures, **given
    )
    actions.set_result(
        by=focal, at=AT, agency=focal.unit, index="pci",
        figures=figures | {"ci01_entry": Decimal(6)}, published=Published(Decimal(51), 1, "Khá"),
        **{**given, "code": "P02", "unit": "Hà Giang"},
    )  # fmt: skip
    assert list(row_.results.values_list("code", "place")) == [("P02", 1), ("P01", 2)]
    with pytest.raises(Mistake, match="ngoài khoảng 1–10"):
        actions.set_result(
            by=focal, at=AT, agency=focal.unit, index="pci",
            figures={"ci01_entry": Decimal(11)}, **given,
        )  # fmt: skip
    actions.remove_result(by=focal, at=AT, result=row_.results.get(code="P02"))
    assert list(row_.results.values_list("code", "place")) == [("P01", 1)]
    assert changed_behind() == []


def test_closed_results_stay_as_they_are(focal):
    (one,) = recorded(focal, table(row(2022, "P01", 6)))
    one = actions.close_results(by=focal, at=AT, round=one)
    with pytest.raises(Mistake, match="Kết quả năm 2022 đã khóa"):
        recorded(focal, table(row(2022, "P01", 7)))
    with pytest.raises(Refused):
        actions.remove_result(by=focal, at=AT, result=one.results.get())
    with pytest.raises(Mistake, match="lý do"):
        actions.reopen_results(by=focal, at=AT, round=one, reason=" ")
    one = actions.reopen_results(by=focal, at=AT, round=one, reason="Đính chính")
    assert "Đính chính" in one.source
    recorded(focal, table(row(2022, "P01", 7)))
    assert IndexResult.objects.get().score == Decimal(70)


def test_only_who_records_may_record(agency, someone):
    from thuocdo.accounts.queries import actor_for

    officer = actor_for(someone("officer", unit=agency), AT)
    with pytest.raises(Refused):
        recorded(officer, table(row(2022, "P01")))


def test_an_explanation_computes_again_and_says_on_what_it_stands(focal):
    recorded(focal, table(row(2022, "P01", 6.5, "65", 1)))
    told = explained(IndexResult.objects.select_related("round").get())
    assert recompute(told) == Decimal(65)
    assert (told["year"], told["edition"], told["rank"], told["from"]) == (
        2022, "indices/pci/2022", "1/1", "Báo cáo PCI",
    )  # fmt: skip
    assert told["checksum"] == IndexRound.objects.get().checksum


@pytest.fixture
def rewritten(monkeypatch):
    """The rulebook as if somebody had changed the file of PCI 2022 after it was used."""

    def change(**fields):
        book = reader.shipped()
        path = "indices/pci/2022"
        other = dataclasses.replace(book.editions[path], **fields)
        editions = {k: v for k, v in book.editions.items() if k != path}
        changed = Rulebook({**editions, path: other} if fields else editions)
        monkeypatch.setattr("thuocdo.indices.queries.editions.shipped", lambda: changed)

    return change


def test_an_edition_changed_after_use_is_named_and_used_no_more(focal, rewritten):
    (one,) = recorded(focal, table(row(2022, "P01", 6)))
    assert list(checking.editions()) == []
    rewritten(checksum="f" * 64)
    (fault,) = checking.editions()
    assert "pci năm 2022" in fault
    assert "đã đổi sau khi dùng" in fault
    with pytest.raises(Mistake, match="đã đổi sau khi dùng"):
        recorded(focal, table(row(2022, "P02", 6)))
    with pytest.raises(Mistake, match="đã đổi sau khi dùng"):
        actions.close_results(by=focal, at=AT, round=one)
    with pytest.raises(Mistake, match="đã đổi sau khi dùng"):
        explained(IndexResult.objects.select_related("round").get())


def test_an_edition_that_is_gone_is_named(focal, rewritten):
    recorded(focal, table(row(2022, "P01", 6)))
    rewritten()
    (fault,) = checking.editions()
    assert "Không có bộ “indices/pci/2022”" in fault


def test_a_checksum_forced_in_the_database_is_named(focal):
    (one,) = recorded(focal, table(row(2022, "P01", 6)))
    IndexRound.objects.filter(pk=one.pk).update(checksum="0" * 64)
    assert any("indexround" in fault and "checksum" in fault for fault in changed_behind())
    assert len(list(queries.changed_editions())) == 1
    IndexResult.objects.update(score=Decimal(99))
    assert any("indexresult" in fault and "score" in fault for fault in changed_behind())


def test_a_system_actor_may_load(agency):
    done = actions.record_results(
        by=system("nạp"), at=AT, agency=agency.pk, index="pci", text=table(row(2022, "P01")), source="x"
    )  # fmt: skip
    assert done[0].agency_id == agency.pk


def test_an_edition_in_force_is_out_of_reach_and_named_when_forced(focal, agency):
    """An agency's own edition: the action refuses, a row changed in the database is named by the check."""
    import datetime as dt

    from thuocdo.organisations.actions import save_local_edition
    from thuocdo.organisations.models import LocalEdition

    text = """\
edition: "2026.1"
title: Bộ của Sở
since: 2026-01-01
nature: model
source: thuoc-do-model
status: unconfirmed
not_applicable: na
units: { kinds: [room] }
inputs:
  yes: { name: Có, kind: evidence, type: yes_no }
parts:
  - { code: "1", name: Một, max: 6, score: { rule: yes_no, of: yes } }
cases:
  - { name: Có, inputs: { yes: true }, gives: { total: 6 } }
"""
    given = {"by": system("nạp"), "at": AT, "agency": agency.pk, "path": "indices/so/2026.1"}
    save_local_edition(**given, text=text, in_force=True)
    with pytest.raises(Mistake, match="đã áp dụng, không sửa được"):
        save_local_edition(
            **given, text=text.replace("max: 6", "max: 7").replace("total: 6", "total: 7")
        )
    assert list(checking.behind()) == []
    assert LocalEdition.objects.get().since == dt.date(2026, 1, 1)
    LocalEdition.objects.update(text=text.replace("Bộ của Sở", "Bộ khác"))
    assert any("text" in fault for fault in checking.behind())
