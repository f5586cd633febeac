"""A whole plan set in four formats gives the rows and paragraphs of its text."""

import shutil

import pytest

from benchmarks import formats
from thuocdo.documents import intake

TEXT = """KẾ HOẠCH

I. MỤC ĐÍCH

- Đẩy mạnh công tác tuyên truyền về cải thiện môi trường đầu tư kinh doanh, nâng cao năng lực cạnh tranh cấp tỉnh, \
xây dựng môi trường thuận lợi cho người dân và doanh nghiệp.

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tThời gian
I. Cải cách thể chế\t\t\t
"""
ROW = (
    "{n}\t- Rà soát quy trình số {n}, tái cấu trúc, điện tử hóa mẫu đơn, tờ khai; - Công khai kết quả giải quyết "
    "thủ tục hành chính\tVăn phòng Sở, Phòng GDTX-CN&ĐH\tTháng {m}/2023\n"
)
PLAN = TEXT + "".join(ROW.format(n=n, m=n % 12 + 1) for n in range(1, 41))


@pytest.fixture(scope="module")
def whole():
    return formats.whole(intake.read(PLAN.encode()).blocks)


@pytest.mark.parametrize("label", ["docx", "xlsx", "typst.pdf", "times.pdf"])
def test_the_same_plan_in_every_format(whole, label):
    if label == "times.pdf" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    make = {
        "docx": formats.as_docx,
        "xlsx": formats.as_xlsx,
        "typst.pdf": formats.as_typst,
        "times.pdf": lambda texts: formats.libreoffice(formats.as_docx(texts)),
    }[label]
    found = formats.compare(whole, make(whole), label)
    assert (found["exact"], found["extra"], found["same"]) == (42, 0, 4), found
    assert found["pages"] is None or found["pages"] > 2
