"""`thuocdo demo` and `thuocdo plan import`, run as a person runs them, on the database of the suite."""

import json

import pytest

from tests.running.installation import installation
from thuocdo.demo.papers.paper import paper
from thuocdo.demo.papers.printed import pdf
from thuocdo.demo.papers.word import docx

pytestmark = pytest.mark.xdist_group("demo")  # one installation for all of them
COUNT = """
from django.apps import apps
print(sorted((m.__name__, m.objects.count()) for m in apps.get_models() if m.__module__.startswith("thuocdo")))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("demo")) as house:
        done = house.run("demo", "--no-serve", "--json")
        assert done.returncode == 0, done.stderr
        yield house, json.loads(done.stdout)


@pytest.fixture
def empty(tmp_path):
    with installation(tmp_path / "empty") as house:
        yield house


def test_it_tells_what_it_built(built):
    _house, told = built
    assert [line["state"] for line in told["plans"]][:3] == ["Đang thực hiện", "Đang thực hiện", "Đang rà soát"]  # fmt: skip
    assert {"daumoi", "lanhdao", "quantri"} <= {line["login"] for line in told["accounts"]}
    assert all(line["address"].startswith("http://localhost:8000/") for line in told["plans"])


def test_a_second_run_leaves_everything_as_it_is(built):
    house, told = built
    before = house.python(COUNT)
    again = house.run("demo", "--no-serve", "--json")
    assert house.python(COUNT) == before
    assert json.loads(again.stdout)["plans"] == told["plans"]


def test_a_plan_goes_into_review_by_command(built, tmp_path):
    house, _told = built
    file = tmp_path / "kế hoạch.docx"
    file.write_bytes(docx(paper("pci", 2031)))
    done = house.run("plan", "import", str(file), "--as", "daumoi", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["targets"], told["tasks"]) == (33, 18)
    assert told["address"] == f"/ke-hoach/{told['plan']}/ra-soat/"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as", "khongai"], "Không có tài khoản “khongai”"),
        (["--as", "khach"], "không có quyền “Tải kế hoạch lên”"),
        (["--agency", "so-y-te"], "Các mã: so-gddt-hai-phong"),
    ],
)
def test_import_says_in_one_line_why_not(built, tmp_path, words, said):
    house, _told = built
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(paper("bo-chi-so", 2026)))
    done = house.run("plan", "import", str(file), *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_plan_turns_the_clock_into_its_years_and_keeps_it_there(empty, tmp_path):
    file = tmp_path / "cũ.docx"
    file.write_bytes(docx(paper("cchc", 2023)))
    other = tmp_path / "mới.pdf"
    other.write_bytes(pdf(paper("bo-chi-so", 2023)))
    done = empty.run("demo", "--no-serve", "--json", "--plan", str(file), str(other))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["today"] == "2023-01-31"
    assert len(told["plans"]) == 2
    for plan in told["plans"]:
        assert plan["open"] > 0
        assert plan["address"].endswith("/ra-soat/")
    assert json.loads(empty.run("demo", "--no-serve", "--json").stdout)["today"] == "2023-01-31"


def test_people_who_work_somewhere_are_left_alone(empty):
    empty.run("upgrade")
    empty.python(
        "from thuocdo.accounts.actions import create_person, create_account\n"
        "from thuocdo.audit.rules import system\n"
        "who = dict(by=system('test'), at=clock.now())\n"
        "person = create_person(name='Nguyễn Văn An', **who)\n"
        "create_account(username='an', password='Mat-khau-2026', person=person.pk, **who)\n"
    )
    before = empty.python(COUNT)
    done = empty.run("demo", "--no-serve")
    assert done.returncode == 2
    assert "nơi làm việc thật" in done.stderr
    assert empty.python(COUNT) == before


@pytest.mark.parametrize(
    "words",
    [
        ("report", "build", "pci", "2026-Q3", "--out", "x.docx"),
        ("audit", "verify"),
        ("tick",),
        ("backup",),
    ],
)
def test_where_nothing_is_installed_a_command_says_so_in_one_line(empty, words):
    done = empty.run(*words)
    assert done.returncode == 2
    assert "THUOCDO_HOME" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
