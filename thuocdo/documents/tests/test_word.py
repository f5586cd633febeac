"""What Word draws by itself, hides or merges."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from thuocdo.documents import intake
from thuocdo.documents.tests.factories import docx_of
from thuocdo.lawbook.mistakes import Mistake

NS = nsdecls("w")


def blocks(fill):
    return intake.read(docx_of(fill), "a.docx").blocks


def texts(fill):
    return [b.text for b in blocks(fill)]


def add(document, *xml):
    for part in xml:
        document.element.body.insert(-1, parse_xml(part))


def p(inside, properties=""):
    return f"<w:p {NS}>{properties and f'<w:pPr>{properties}</w:pPr>'}{inside}</w:p>"


def r(text, properties=""):
    return f'<w:r {NS}>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def lists(document, *levels, overrides=""):
    """A list with these (format, text) levels as number 7 of the document."""
    shapes = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/></w:lvl>'
        for i, (f, t) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{shapes}</w:abstractNum>'))
    for number, more in ((77, ""), (78, overrides)):
        root.append(
            parse_xml(f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="77"/>{more}</w:num>')
        )


def item(text, level=0, number=77):
    return p(r(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_word_draws_stand_in_the_text():
    def fill(document):
        lists(
            document,
            ("upperRoman", "%1."),
            ("decimal", "%2."),
            ("lowerLetter", "%3)"),
            ("bullet", ""),
        )
        add(document, item("A"), item("b", 1), item("c", 2), item("c", 2), item("d", 3), item("b", 1),
            item("c", 2), item("B"), item("b", 1))  # fmt: skip

    assert texts(fill) == [
        "I. A", "1. b", "a) c", "b) c", "- d", "2. b", "a) c", "II. B", "1. b",
    ]  # fmt: skip


def test_numbers_of_several_levels_and_a_list_started_anew():
    def fill(document):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        lists(document, ("decimal", "%1."), ("decimal", "%1.%2."), overrides=restart)
        add(document, item("a"), item("b", 1), item("b", 1), item("c"), item("d", number=78), item("e", number=78))  # fmt: skip

    assert texts(fill) == ["1. a", "1.1. b", "1.2. b", "2. c", "1. d", "2. e"]


def test_a_number_in_a_style_and_none_where_the_paragraph_says_so():
    def fill(document):
        lists(document, ("decimal", "Điều %1."))
        style = document.styles.add_style("Dieu", 1)
        style.element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {NS}><w:numId w:val="77"/></w:numPr>')
        )
        document.add_paragraph("Phạm vi", style="Dieu")
        plain = document.add_paragraph("không số", style="Dieu")
        plain._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {NS}><w:numId w:val="0"/></w:numPr>'))
        document.add_paragraph("Đối tượng", style="Dieu")

    assert texts(fill) == ["Điều 1. Phạm vi", "không số", "Điều 2. Đối tượng"]


def test_accepted_changes_in_deleted_and_hidden_text_out():
    def fill(document):
        add(
            document,
            p(r("giữ ") + f'<w:ins {NS}>{r("thêm ")}</w:ins>'
              + f"<w:del {NS}><w:r><w:delText>xóa</w:delText></w:r></w:del>" + r("ẩn", "<w:vanish/>") + r("hết")),
            p(r("câu bị "), "<w:rPr><w:del/></w:rPr>"),
            p(r("nối lại")),
        )  # fmt: skip

    reading = intake.read(docx_of(fill), "a.docx")
    assert [b.text for b in reading.blocks] == ["giữ thêm hết", "câu bị nối lại"]
    assert [n.code for n in reading.notes] == ["changes-accepted"]


def test_content_controls_text_boxes_hyphens_and_breaks():
    def fill(document):
        box = f"<w:r {NS}><w:pict><w:txbxContent><w:p>{r('trong khung')}</w:p></w:txbxContent></w:pict></w:r>"
        add(
            document,
            f"<w:sdt {NS}><w:sdtContent>{p(r('trong ô'))}</w:sdtContent></w:sdt>",
            p(r("ngoài") + box),
            p(f"<w:r {NS}><w:t>2022</w:t><w:noBreakHyphen/><w:t>2023</w:t><w:softHyphen/></w:r>"),
            p(
                f"<w:r {NS}><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Năm 2023</w:t><w:br/><w:t>của Sở</w:t></w:r>"
            ),
        )

    assert texts(fill) == [
        "trong ô",
        "ngoài",
        "trong khung",
        "2022-2023",
        "KẾ HOẠCH",
        "Năm 2023 của Sở",
    ]


def test_bold_by_run_by_style_and_not_by_half():
    def fill(document):
        document.styles.add_style("Dam", 1).font.bold = True
        document.add_paragraph().add_run("đậm").bold = True
        document.add_paragraph("đậm theo kiểu", style="Dam")
        half = document.add_paragraph("nửa ")
        half.add_run("đậm").bold = True

    assert [b.bold for b in blocks(fill)] == [True, True, False]


def test_merged_cells_stand_once_and_a_merged_one_is_told_from_an_empty_one():
    def fill(document):
        table = document.add_table(4, 3, style="Table Grid")
        for i, row in enumerate(
            (("TT", "Việc", "Ai"), ("1", "a", "Văn phòng"), ("2", "b", ""), ("3", "c", ""))
        ):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        table.cell(1, 2).merge(table.cell(2, 2))

    rows = blocks(fill)
    assert [b.cells for b in rows] == [
        ("TT", "Việc", "Ai"), ("1", "a", "Văn phòng"), ("2", "b", ""), ("3", "c", ""),
    ]  # fmt: skip
    assert [b.above for b in rows] == [(), (), (2,), ()]


def test_edges_drawn_askew_do_not_make_columns():
    def row(*cells):
        return "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(r(text))}</w:tc>'
            for text, span in cells
        ) + "</w:tr>"  # fmt: skip

    def fill(document):
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (600, 60, 4000, 2000))
        border = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
        add(
            document,
            f"<w:tbl {NS}><w:tblPr>{border}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            + row(("TT", 1), ("Việc", 2), ("Ai", 1)) + row(("1", 2), ("a", 1), ("b", 1))
            + row(("I. Nhóm", 4)) + row(("2", 1), ("c", 2), ("d", 1)) + "</w:tbl>",
            p(""),
        )  # fmt: skip

    assert [b.cells for b in blocks(fill)] == [
        ("TT", "Việc", "Ai"), ("1", "a", "b"), ("I. Nhóm", "", ""), ("2", "c", "d"),
    ]  # fmt: skip


def test_head_and_foot_are_paragraphs_although_they_stand_in_tables():
    def fill(document):
        head = document.add_table(1, 2)
        head.cell(0, 0).text = "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KH-SGDĐT"
        head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        foot = document.add_table(1, 2)
        foot.cell(0, 0).text = "Nơi nhận:\n- Ban Giám đốc;\n- Lưu: VT."
        foot.cell(0, 1).text = "GIÁM ĐỐC"

    assert [(b.kind, b.text) for b in blocks(fill)] == [
        ("paragraph", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"), ("paragraph", "Số: 12/KH-SGDĐT"),
        ("paragraph", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("paragraph", "Nơi nhận:"),
        ("paragraph", "- Ban Giám đốc;"), ("paragraph", "- Lưu: VT."), ("paragraph", "GIÁM ĐỐC"),
    ]  # fmt: skip


def test_a_cell_of_several_paragraphs_and_a_table_in_a_cell_are_one_text():
    def fill(document):
        table = document.add_table(2, 2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "TT", "Sản phẩm"
        table.cell(1, 0).text = "1"
        table.cell(1, 1).text = "- Kế hoạch;\n- Báo cáo"
        inner = table.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"

    assert blocks(fill)[1].cells == ("1", "- Kế hoạch; - Báo cáo x y")


def test_old_fonts_are_converted_by_their_name_or_refused():
    def fill(font):
        def write(document):
            run = document.add_paragraph().add_run(
                "KÕ ho¹ch c¶i c¸ch" if font != "VNI-Times" else "keá hoaïch"
            )
            run.font.name = font

        return write

    assert texts(fill(".VnTime")) == ["Kế hoạch cải cách"]
    assert texts(fill(".VnTimeH")) == ["KẾ HOẠCH CẢI CÁCH"]
    with pytest.raises(Mistake, match="VNI"):
        blocks(fill("VNI-Times"))


def test_headers_and_footers_are_not_the_text():
    def fill(document: docx.document.Document):
        document.sections[0].header.paragraphs[0].text = "Trang 2"
        document.add_paragraph("thân")

    assert texts(fill) == ["thân"]
