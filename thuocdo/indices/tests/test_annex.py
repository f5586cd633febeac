"""The annex of a decision becomes an edition: read, answered, drafted, put in force, never changed after."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from thuocdo.audit.rules import Actor, Refused
from thuocdo.documents.intake import read
from thuocdo.indices import actions, queries
from thuocdo.indices.intake.annex import read_annex
from thuocdo.indices.queries.annexes import settled_of
from thuocdo.indices.rules.annex.composing import Head, compose
from thuocdo.indices.rules.annex.findings import findings, open_findings
from thuocdo.indices.rules.annex.scoring import Option, Rung, Scoring
from thuocdo.indices.rules.annex.settling import settle
from thuocdo.indices.rules.annex.words import read_words
from thuocdo.indices.rules.editions import for_year
from thuocdo.indices.tests.annexes import HEAD, ROWS, annex_docx, annex_xlsx
from thuocdo.indices.tests.conftest import AT
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import read_text
from thuocdo.organisations.models import LocalEdition

WHOLE = {
    "title": "Bộ tiêu chí các phòng", "kind": "room", "since": "2026-01-01", "issuer": "Giám đốc Sở",
    "zero_den": "redistribute", "not_applicable": "redistribute", "over_max": False,
    "rounding": "none", "bands": "",
}  # fmt: skip
SUMS = {"finding:sum:d14": {"answer": "sum"}, "finding:sum:": {"answer": "sum"}}


def reading(rows=ROWS, head=HEAD):
    return read_annex(read(annex_docx(rows, head), "a.docx").blocks, "a.docx")


def found(rows, answers=None):
    return [f.code for f in findings(settle(reading(rows), answers or {}))]


@pytest.mark.parametrize(
    ("words", "most", "kind"),
    [
        ("Đạt 100%: 1 điểm; từ 80% đến dưới 100%: 0,5; dưới 80%: 0", 1, "steps"),
        ("Đạt 100%: 1 điểm Từ 80% đến dưới 100%: 0,5 điểm Dưới 80%: 0 điểm", 1, "steps"),
        ("- Từ 90% trở lên được 2 điểm; - Từ 70% đến dưới 90% được 1 điểm; - Còn lại không tính điểm", 2, "steps"),
        ("Trên 90%: 2; từ 70% - 90%: 1; dưới 70%: 0", 2, "steps"),
        ("Tính theo công thức a/b × điểm tối đa", 2, "ratio"),
        ("Điểm đánh giá = (Số văn bản đúng hạn / Tổng số văn bản) x 2", 2, "ratio"),
        ("Dưới 50% được 0 điểm; từ 50% trở lên tính theo công thức (Số việc xong/Tổng số việc) x điểm tối đa", 2, "step_ratio"),
        ("Từ 95% trở lên: điểm tối đa; dưới 95%: tính theo công thức (tỷ lệ/95%) x điểm tối đa", 2, "capped_ratio"),
        ("Có: 1, không: 0", 1, "yes_no"),
        ("Có thực hiện: 1 điểm; không thực hiện: 0 điểm.", 1, "yes_no"),
        ("Đúng hạn: 1; không đúng hạn: 0,5; không ban hành: 0", 1, "timely"),
        ("Ban hành trước ngày 31/12: 1 điểm; ban hành sau ngày 31/12: 0,5 điểm; không ban hành: 0 điểm", 1, "timely"),
        ("Cứ mỗi văn bản chậm trừ 0,25 điểm", 1, "deduct"),
        ("Trừ 0,5 điểm cho mỗi báo cáo gửi chậm", 1, "deduct"),
        ("Mỗi sáng kiến được 0,5 điểm, tối đa 2 điểm", 2, "count"),
        ("Ban hành kịp thời: 0,5; đầy đủ nội dung: 0,5", 1, "parts"),
        ("Tốt: 2; khá: 1,5; trung bình: 1; yếu: 0", 2, "choice"),
        ("Chỉ số hài lòng x điểm tối đa / 100", 10, "external"),
        ("100% TTHC được công khai: 2đ; dưới 100%: 0đ", 2, "steps"),
        ("Tỷ lệ đúng hạn ≥ 98%: 3 điểm; 95% ≤ tỷ lệ < 98%: 2 điểm; < 95%: 0 điểm", 3, "steps"),
        ("Hoàn thành 100%: 1.5 điểm Hoàn thành từ 80% - dưới 100%: tính theo công thức: [Tỷ lệ % hoàn thành x 1.5]/100% Hoàn thành dưới 80%: 0 điểm", 1.5, "step_ratio"),
        ("Điểm = (Điểm tối đa x Số hồ sơ đúng hạn)/Tổng số hồ sơ", 2, "ratio"),
        ("Có 01 sáng kiến: 1 điểm; có từ 02 sáng kiến trở lên: 2 điểm; không có sáng kiến: 0 điểm", 2, "choice"),
        ("Đầy đủ, kịp thời: 1 điểm. Đầy đủ nhưng không kịp thời: 0,5 điểm. Không đầy đủ: 0 điểm.", 1, "choice"),
        ("Có kế hoạch: 0,5 điểm; có báo cáo kết quả: 0,5 điểm; có khắc phục tồn tại: 1 điểm", 2, "parts"),
        ("Công bố đúng hạn 100%: 2 điểm; cứ 01 thủ tục công bố chậm trừ 0,2 điểm", 2, "deduct"),
        ("Đạt tỷ lệ từ 70% trở lên được 3 điểm, dưới 70% tính theo công thức: (tỷ lệ đạt được/70%) x 3", 3, "capped_ratio"),
        ("Tính theo công thức: (tỷ lệ đạt được/70%) x 3", 3, None),
        ("Tính theo công thức: (tỷ lệ đạt được/100%) x 3", 3, "ratio"),
        ("Bố trí đủ: 1 điểm/không bố trí: 0 điểm", 1, "yes_no"),
        ("Chỉ số (%) nhân với 0,4", 40, "external"),
        ("Chỉ số (%) nhân với 0,4", 30, None),
        ("Điểm điều tra xã hội học", 10, None),
        ("Theo đánh giá của Hội đồng thẩm định", 1, None),
        ("Đạt 100%: 1; dưới 80%: 0", 1, None),
        ("Từ 90% đến 100%: 1; từ 80% đến 90%: 0,5; dưới 80%: 0", 1, None),
        ("Điểm đánh giá = (Số văn bản đúng hạn / Tổng số văn bản) x 5", 2, None),
        ("04 báo cáo đúng hạn: 1; mỗi báo cáo chậm trừ 0,25", 2, None),
        ("Đạt từ 60% trở lên", 2, None),
    ],
)  # fmt: skip
def test_words_become_the_rule_they_mean_or_stay_words(words, most, kind):
    scoring = read_words(words, (), Decimal(str(most))).scoring
    assert (scoring and scoring.kind) == kind


def test_what_is_counted_is_named_as_the_paper_names_it():
    words = "Tính theo công thức: (a/b) x điểm tối đa. Trong đó: a là số hồ sơ đúng hạn; b là tổng số hồ sơ"
    scoring = read_words(words, (), Decimal(2)).scoring
    assert (scoring.num, scoring.den) == ("số hồ sơ đúng hạn", "tổng số hồ sơ")
    words = "Mỗi lần chậm trừ 0,25 điểm, trừ tối đa 0,5 điểm"
    assert read_words(words, (), Decimal(2)).scoring.least == Decimal("1.5")
    rungs = read_words("Trên 90%: 2; từ 70% - 90%: 1; dưới 70%: 0", (), Decimal(2)).scoring.rungs
    assert rungs == (Rung(Decimal(90), Decimal(2), above=True), Rung(Decimal(70), Decimal(1)))


@pytest.mark.parametrize("file", [(annex_docx(), "a.docx"), (annex_xlsx(), "a.xlsx")])
def test_an_annex_is_read_with_its_numbers_points_and_evidence(file):
    one = read_annex(read(*file).blocks, file[1])
    assert one.title == "Bộ tiêu chí chấm điểm cải cách hành chính của các phòng năm 2026"
    assert (one.number, one.date, one.year) == ("45/QĐ-SGDĐT", dt.date(2026, 1, 12), 2026)
    assert [row.code for row in one.rows] == [
        "I", "I.1", "I.1.1", "I.1.2", "I.2", "I.3", "II", "II.1", "II.2", "II.2.1", "II.2.2", "II.4",
    ]  # fmt: skip
    first = next(row for row in one.rows if row.code == "I.1.1")
    assert [(c.words, c.points) for c in first.cases] == [
        ("Ban hành đúng hạn", 1), ("Ban hành không đúng hạn", Decimal("0.5")), ("Không ban hành", 0),
    ]  # fmt: skip
    assert one.rows[3].evidence == ("Báo cáo năm", "danh mục nhiệm vụ")
    assert one.total == 16
    assert one == type(one).from_json(one.to_json())


def test_other_numbering_other_columns():
    head = ("STT", "Nội dung tiêu chí", "Thang điểm", "Điểm tự chấm", "Điểm thẩm định")
    rows = (
        ("A", "TIÊU CHÍ CHUNG", "5", "", ""),
        ("1", "Kỷ luật, kỷ cương", "3", "", ""),
        ("a)", "Không có vi phạm", "3", "", ""),
        ("b)", "Có một vi phạm", "1,5", "", ""),
        ("c)", "Có từ hai vi phạm", "0", "", ""),
        ("2", "Sáng kiến", "2", "", ""),
        ("a", "Cấp sở", "1", "", ""),
        ("b", "Cấp tỉnh", "1", "", ""),
        ("", "Điểm trừ: vi phạm quy tắc ứng xử", "2", "", ""),
    )
    lines = settle(reading(rows, head), {}).lines
    assert [(line.row.code, line.scoring and line.scoring.kind) for line in lines] == [
        ("A", None), ("1", "choice"), ("2", None), ("a", "hand"), ("b", "hand"), ("P", "hand"),
    ]  # fmt: skip
    assert lines[-1].row.outside == "penalty"


def test_a_file_without_criteria_is_refused_with_what_it_should_hold():
    with pytest.raises(Mistake, match="cột điểm tối đa"):
        reading((("1", "Việc", "Phòng A", "", ""),), ("TT", "Nhiệm vụ", "Chủ trì", "", ""))


def test_what_does_not_agree_is_found():
    assert found(ROWS) == ["sum", "hole", "gap"]
    no_points = [("1", "Nền nếp", "", "", ""), ("2", "Báo cáo", "1", "Có: 1; không: 0", "")]
    assert found(no_points) == ["no-points"]
    over = [("1", "Báo cáo", "1", "Đúng hạn: 2 điểm; không đúng hạn: 1 điểm; không gửi: 0", "")]
    assert found(over) == ["over-max"]
    lap = [("1", "Tỷ lệ", "1", "Từ 90% đến 100%: 1; từ 80% đến 90%: 0,5; dưới 80%: 0", "")]
    assert found(lap) == ["overlap"]
    twice = [("1", "Một", "1", "Có: 1; không: 0", ""), ("1", "Hai", "1", "Có: 1; không: 0", "")]
    assert found(twice) == ["twice"]
    chosen = {"row:d5": {"max": "1", "scoring": Scoring("steps").to_json()}}
    assert found(lap, chosen) == []
    assert found([*no_points, ("", "Tổng cộng", "5", "", "")], {"row:d5": {"dropped": True}}) == ["sum"]  # fmt: skip


def test_the_edition_is_one_the_reader_takes_and_its_points_are_the_papers():
    settled = settle(reading(), SUMS)
    assert open_findings(settled) == []
    text = compose(settled, Head("1", "Bộ", "room", dt.date(2026, 1, 1), "Sở", "zero", "na", False))
    edition = read_text(text, "indices", "thu")
    form = edition.body
    assert form.max == 15
    rules = {p.code: p.score.rule for _, p in form.root.below() if p.score}
    assert rules == {
        "I.1.1": "timely", "I.1.2": "steps", "I.2": "deduct", "I.3": "yes_no", "II.1": "ratio",
        "II.2.1": "yes_no", "II.2.2": "given", "II.4": "given",
    }  # fmt: skip
    assert "Văn bản ghi 10 điểm" in form.parts[1].note


def test_every_way_a_person_may_choose_is_one_the_reader_takes():
    two = (Option("Tốt", Decimal(2)), Option("Khá", Decimal(1)))
    choices = [
        Scoring("yes_no", options=(Option("Có", Decimal(2)), Option("Không", Decimal(0)))),
        Scoring("timely", options=(*two, Option("Không có", Decimal(0)))),
        Scoring("choice", options=two),
        Scoring("parts", options=(Option("Một", Decimal("1.5")), Option("Hai", Decimal("0.5")))),
        Scoring("steps", rungs=(Rung(Decimal(90), Decimal(2), True), Rung(Decimal(50), Decimal(1)))),
        Scoring("ratio", num="số xong", den="tổng số"),
        Scoring("capped_ratio", num="số xong", den="tổng số", figure=Decimal(90)),
        Scoring("step_ratio", figure=Decimal("62.5")),
        Scoring("count", num="sáng kiến", figure=Decimal("0.75")),
        Scoring("deduct", figure=Decimal("0.25"), least=Decimal(1)),
        Scoring("external"),
        Scoring("hand"),
    ]  # fmt: skip
    rows = [(str(n), f"Tiêu chí {n}", "2", "", "") for n in range(1, len(choices) + 1)]
    rows.append(("", "Điểm thưởng", "3", "Mỗi sáng kiến cấp tỉnh được 1,5 điểm", ""))
    rows.append(("", "Điểm trừ", "2", "Cứ mỗi vi phạm trừ 0,5 điểm", ""))
    read_rows = reading(rows)
    answers = {
        f"row:{row.key}": {"scoring": one.to_json()}
        for row, one in zip(read_rows.rows, choices, strict=False)
    }
    for over in (False, True):
        head = Head("1", "Bộ", "room", dt.date(2026, 1, 1), "Sở", "zero", "na", over)
        form = read_text(compose(settle(read_rows, answers), head), "indices", "thu").body
        assert form.cases[0].gives["total"] == (27 if over else 24)


def test_what_gets_the_points_is_what_is_asked():
    """ "Công chức bị kỷ luật": not having any is the yes."""
    rows = [("1", "Công chức bị kỷ luật", "1", "Có: 0 điểm; không có: 1 điểm", "")]
    head = Head("1", "Bộ", "room", dt.date(2026, 1, 1), "Sở", "zero", "na", False)
    form = read_text(compose(settle(reading(rows), {}), head), "indices", "thu").body
    assert form.inputs["c_1"].name == "Công chức bị kỷ luật: không có"


@pytest.mark.parametrize("seed", range(80))
def test_broken_words_and_rows_are_read_or_refused(seed):
    """Whatever stands in the cells, the edition made of it is one the reader takes, or a finding says why not."""
    chance = random.Random(seed)
    rows = [list(row) for row in ROWS]
    for _ in range(chance.randint(1, 14)):
        row = chance.choice(rows)
        place = chance.randrange(5)
        way = chance.randrange(4)
        if way == 0:
            row[place] = row[place][chance.randint(0, len(row[place])) :]
        elif way == 1:
            row[place] += chance.choice(
                ["%", " 120%", ": 3", "; ", "-2", "1.1", " từ 9 đến 3%", "/ × (", "a)", "0,00"]
            )
        elif way == 2:
            rows.insert(chance.randrange(len(rows)), list(row))
        elif len(rows) > 3:
            rows.remove(row)
    try:
        one = reading(rows)
    except Mistake as mistake:
        if "bảng tiêu chí" not in mistake.message:
            raise
        return
    answers = {}
    for _ in range(len(rows)):
        left = open_findings(settle(one, answers))
        if not left:
            break
        for f in left:
            answer = {"answer": f.answers[0]} if f.answers else {"max": "1"}
            answers[f.key if f.answers else f"row:{f.row}"] = answer
    head = Head("1", "Bộ", "room", dt.date(2026, 1, 1), "Sở", "zero", "na", False)
    settled = settle(one, answers)
    read_text(compose(settled, head), "indices", "thu")


@pytest.fixture
def annex(focal, agency):
    return actions.upload_annex(
        by=focal, at=AT, agency=agency.pk, name="phu-luc.docx", data=annex_docx(), kind="room"
    )


@pytest.fixture
def answered(focal, annex):
    say = {"head": WHOLE, **SUMS}
    return actions.answer_annex(by=focal, at=AT, annex=annex, answers=say, seen=dict.fromkeys(say, 0))  # fmt: skip


@pytest.fixture
def ruled(focal, answered):
    actions.put_in_force(by=focal, at=AT, annex=answered, number="45/QĐ-STC", date=dt.date(2026, 1, 12))  # fmt: skip
    answered.refresh_from_db()
    return answered


def test_open_points_hold_the_edition_back(focal, annex):
    with pytest.raises(Mistake, match="Còn 1 điểm phải quyết định"):
        actions.draft_edition(by=focal, at=AT, annex=annex)
    actions.answer_annex(by=focal, at=AT, annex=annex, answers=SUMS)
    with pytest.raises(Mistake, match="Cả bộ chỉ số"):
        actions.draft_edition(by=focal, at=AT, annex=annex)
    assert not LocalEdition.objects.exists()


def test_a_draft_is_read_but_scores_nothing(focal, agency, answered):
    drafted = actions.draft_edition(by=focal, at=AT, annex=answered)
    assert drafted.edition == "2026-stc"
    one = queries.index(drafted.index, [agency.pk], drafts=True)
    assert [e.path for e in one.drafts] == [f"indices/{drafted.index}/2026-stc"]
    assert one.editions == ()
    with pytest.raises(Mistake, match="mới có dự thảo"):
        queries.editions_of(drafted.index, [agency.pk])
    with pytest.raises(Mistake, match="Không có chỉ số"):
        queries.index(drafted.index, drafts=True)  # another agency has no such index
    actions.discard_annex(by=focal, at=AT, annex=drafted)
    assert not LocalEdition.objects.exists()


def test_in_force_it_scores_and_nothing_changes_it(focal, agency, ruled):
    edition = for_year(queries.editions_of(ruled.index, [agency.pk]), 2026)
    document = edition.body.documents["quyet-dinh-cua-co-quan"]
    assert document.citation == "Quyết định số 45/QĐ-STC ngày 12/01/2026 của Giám đốc Sở"
    assert edition.body.status == "confirmed"
    figures = {
        "c_i_1_1": "late", "c_i_1_2": Decimal(85), "c_i_2": Decimal(3), "c_i_3": True, "c_ii_1_a": Decimal(9),
        "c_ii_1_b": Decimal(12), "c_ii_2_1": True, "c_ii_2_2": Decimal("0.5"), "c_ii_4": Decimal(2),
    }  # fmt: skip
    row = actions.set_result(
        by=focal, at=AT, agency=agency.pk, index=ruled.index, year=2026, code="vp", unit="Văn phòng",
        figures=figures, source="Bảng chấm điểm",
    )  # fmt: skip
    assert row.results.get().computed == Decimal("11.25")  # 0.5 + 1 + 1.25 + 1 + 3 + 2 + 0.5 + 2
    assert row.edition == f"indices/{ruled.index}/2026-stc"
    for change in (
        lambda: actions.answer_annex(by=focal, at=AT, annex=ruled, answers={"head": None}),
        lambda: actions.draft_edition(by=focal, at=AT, annex=ruled),
        lambda: actions.discard_annex(by=focal, at=AT, annex=ruled),
    ):
        with pytest.raises(Refused, match="đã áp dụng"):
            change()
    assert list(queries.changed_editions()) == []


def test_a_text_forced_in_the_database_is_named(focal, agency, ruled):
    figures = {"c_i_3": True}
    row = actions.set_result(
        by=focal, at=AT, agency=agency.pk, index=ruled.index, year=2026, code="vp", unit="Văn phòng",
        figures=figures, source="Bảng chấm điểm",
    )  # fmt: skip
    own = LocalEdition.objects.get()
    changed = own.text.replace("each: 0.25", "each: 0.5")
    LocalEdition.objects.filter(pk=own.pk).update(text=changed)
    told = list(queries.changed_editions())
    assert len(told) == 2
    assert "bị sửa ngoài hệ thống" in told[0]
    assert "đã đổi sau khi dùng" in told[1]
    assert "đã đổi sau khi dùng" in queries.fault_of(row)
    with pytest.raises(Mistake):
        queries.editions_of(ruled.index, [agency.pk])  # nothing more is scored by it
    LocalEdition.objects.filter(pk=own.pk).update(text="không phải YAML")
    assert len(list(queries.changed_editions())) == 2


def test_an_own_edition_stands_in_the_place_of_the_shipped_model(focal, agency):
    annex = actions.upload_annex(
        by=focal, at=AT, agency=agency.pk, name="a.xlsx", data=annex_xlsx(), kind="room", index="par-room"
    )  # fmt: skip
    early = {**WHOLE, "since": "2025-01-01"}
    actions.answer_annex(by=focal, at=AT, annex=annex, answers={"head": early, **SUMS})
    shipped = for_year(queries.editions_of("par-room"), 2026)
    actions.put_in_force(by=focal, at=AT, annex=annex, number="9/QĐ-STC", date=dt.date(2025, 1, 2))
    assert for_year(queries.editions_of("par-room", [agency.pk]), 2026).path.endswith("2025-stc")
    assert queries.edition("par-room", "2026", [agency.pk]) == shipped
    assert len(queries.index("par-room", [agency.pk]).editions) == 2
    assert for_year(queries.editions_of("par-room"), 2026) == shipped


def test_two_people_do_not_overwrite_each_other(focal, answered):
    with pytest.raises(Mistake, match="Phạm Thị Đầu Mối vừa trả lời"):
        actions.answer_annex(by=focal, at=AT, annex=answered, answers={"head": WHOLE}, seen={"head": 0})  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("finding:sum:d14", {"answer": "quên"}, "Không rõ"),
        ("row:d7", {"name": " "}, "Ghi tên"),
        ("row:d7", {"max": "0"}, "lớn hơn 0"),
        ("row:d7", {"max": "1", "scoring": Scoring("choice", (Option("A", Decimal(2)),)).to_json()}, "vượt điểm tối đa"),
        ("head", {**WHOLE, "zero_den": ""}, "mẫu số bằng 0"),
        ("head", {**WHOLE, "issuer": ""}, "cơ quan ban hành"),
    ],
)  # fmt: skip
def test_an_answer_no_page_gives_is_refused(focal, annex, key, value, says):
    with pytest.raises(Mistake, match=says):
        actions.answer_annex(by=focal, at=AT, annex=annex, answers={key: value})
    assert not annex.answers.exists()


def test_only_who_may_make_criteria_for_the_agency(agency, annex):
    with pytest.raises(Refused):
        actions.upload_annex(
            by=Actor("B", account=2), at=AT, agency=agency.pk, name="a.docx", data=annex_docx(), kind="room"
        )  # fmt: skip
    with pytest.raises(Refused):
        actions.answer_annex(by=Actor("B", account=2), at=AT, annex=annex, answers={"head": WHOLE})


def test_a_decision_needs_its_number_and_a_day_gone_by(focal, answered):
    for number, date, says in (("", dt.date(2026, 1, 2), "số, ký hiệu"), ("45/QĐ-STC", dt.date(2027, 1, 2), "chưa đến")):  # fmt: skip
        with pytest.raises(Mistake, match=says):
            actions.put_in_force(by=focal, at=AT, annex=answered, number=number, date=date)


def test_the_reading_keeps_to_its_queries(focal, annex, django_assert_num_queries):
    with django_assert_num_queries(1):
        settled_of(annex)


def test_a_pdf_annex_is_read_as_the_word_file(tmp_path):
    from thuocdo.documents.tests.factories import TYPST

    typst = pytest.importorskip("typst")
    cells = ", ".join(f"[{cell}]".replace("/", "\\/") for row in (HEAD, *ROWS) for cell in row)
    source = TYPST.replace("..ROWS", cells).replace(
        "columns: (1cm, 1fr, 3cm, 3cm)", "columns: (1cm, 1fr, 1.4cm, 1fr, 2.5cm)"
    )
    blocks = read(typst.compile(source.encode()), "a.pdf").blocks
    word, pdf = reading(), read_annex(blocks, "a.pdf")
    assert [(r.code, r.max) for r in pdf.rows] == [(r.code, r.max) for r in word.rows]
    assert [line.scoring for line in settle(pdf, {}).lines] == [line.scoring for line in settle(word, {}).lines]  # fmt: skip
