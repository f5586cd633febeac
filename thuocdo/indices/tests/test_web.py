"""Pages of indices: lists, trees, criteria, comparisons."""

import pytest

from thuocdo.indices import queries
from thuocdo.indices.tests.conftest import text
from thuocdo.lawbook.reader import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, someone):
    client.force_login(someone("guest"))
    return client


def test_every_index_and_every_edition_has_its_page(reader):
    whole = text(reader.get("/chi-so/"))
    for one in queries.indices():
        assert one.name in whole
        assert one.newest.title in text(reader.get(f"/chi-so/{one.key}/"))
        for name in one.names:
            page = text(reader.get(f"/chi-so/{one.key}/bo/{name}/"))
            assert "Tiêu chí và cách chấm" in page


def test_unconfirmed_law_says_so(reader):
    assert "Chưa đối chiếu văn bản gốc" in text(reader.get("/chi-so/par-department/bo/2026/"))
    page = text(reader.get("/chi-so/pci/bo/2022/"))
    assert "Chưa đối chiếu văn bản gốc" in page
    assert "theo nguồn thứ cấp" in page


@pytest.mark.parametrize("edition", ["qd-766/portal-2026", "pci-indicators/2017", "papi/2021"])
def test_every_criterion_has_its_page(reader, edition):
    key, name = edition.split("/")
    form = shipped().editions[f"indices/{edition}"].body
    parts = [part for _, part in form.root.below()][1:]
    for part in parts[:12]:
        page = text(reader.get(f"/chi-so/{key}/bo/{name}/{part.code}/"))
        assert part.name.split("&")[0].split('"')[0] in page


def test_a_criterion_says_its_rule_its_figures_and_a_worked_case(reader):
    page = text(reader.get("/chi-so/pci/bo/2022/1/"))
    assert "điểm tối đa × Gia nhập thị trường ÷ 10" in page
    assert "Một chỉ số thành phần chưa công bố thì không có điểm tổng hợp" in page
    assert "2,5/5 điểm" in page
    assert "1–10" in page


def test_what_does_not_exist_is_not_found(reader):
    for address in (
        "khac/",
        "khac/so-sanh/",
        "pci/bo/1999/",
        "pci/bo/2022/99/",
        "pci/bo/2022/total/",
    ):
        assert reader.get(f"/chi-so/{address}").status_code == 404


def test_two_editions_side_by_side(reader):
    page = text(reader.get("/chi-so/pci/so-sanh/"))
    assert "PCI 2022–2024" in page
    assert "<del>" in page
    page = text(reader.get("/chi-so/pci/so-sanh/?cu=2022&moi=2022"))
    assert "Hai bộ chấm điểm như nhau" in page


def test_no_query_grows_with_the_tree(reader, django_assert_max_num_queries):
    reader.get("/chi-so/pci-indicators/bo/2017/")
    with django_assert_max_num_queries(12):
        reader.get("/chi-so/pci-indicators/bo/2017/")
