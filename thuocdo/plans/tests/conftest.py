"""The shipped department, its focal officer, and one small invented plan to review."""

import datetime as dt

import pytest

AT = dt.datetime(2023, 1, 5, 2, tzinfo=dt.UTC)
TODAY = dt.date(2023, 1, 5)

PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: 07/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm 2023

KẾ HOẠCH

Thí điểm phòng họp không giấy năm 2023

I. CHỈ TIÊU

1. Tối thiểu 60% cuộc họp của Sở không dùng giấy.

II. TỔ CHỨC THỰC HIỆN

Các đơn vị báo cáo kết quả định kỳ hàng quý (trước ngày 15 của các tháng 3, 6, 9) gửi về Văn phòng Sở.

Kế hoạch này thay thế Kế hoạch số 02/KH-SGDĐT ngày 04/01/2022.

Nơi nhận:

- Lưu: VT.

GIÁM ĐỐC

Trần Văn Mẫu

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
1\tBan hành quy chế họp\tVăn phòng Sở\tThanh tra Sở\tTháng 3/2023\tQuy chế; Biên bản
2\tHướng dẫn dùng phần mềm họp\tCác phòng cơ quan Sở\tCác đơn vị liên quan\tThường xuyên\t
3\tRà soát thiết bị phòng họp\tPhòng Kế hoạch - Tài chính\t\tCả năm 2023\tBáo cáo
4\tTập huấn theo yêu cầu\tVăn phòng Sở\t\tTheo yêu cầu của Sở Nội vụ\tBáo cáo
5\tTổng kết thí điểm\tBộ phận lạ chưa ai biết\tVăn phòng Sở\tTháng 12/2023\tBáo cáo
"""


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The shipped department, loaded once for a module: each test works on a savepoint above it."""
    from django.db import transaction

    from thuocdo.audit.rules import system
    from thuocdo.organisations.actions import load_shipped

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_shipped(by=system("thử"), at=dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
        transaction.set_rollback(True)


@pytest.fixture
def department(shipped, db):
    return shipped


@pytest.fixture
def unit(department):
    """A unit of the department by the beginning of its name."""
    from thuocdo.organisations.queries import tree

    nodes = tree(TODAY).nodes.values()
    return lambda name: next(n.id for n in nodes if n.name.startswith(name))


@pytest.fixture
def focal(department, unit, someone):
    """An officer of the office, focal for the whole department."""
    from thuocdo.accounts.models import Position, RoleGrant
    from thuocdo.accounts.queries import actor_for

    account = someone(name="Phạm Thị Đầu Mối", username="daumoi")
    since = dt.date(2020, 1, 1)
    Position.objects.create(
        person=account.person,
        unit_id=unit("Văn phòng"),
        title="Chuyên viên",
        roles=["officer"],
        since=since,
    )
    RoleGrant.objects.create(person=account.person, role="focal", unit=department, since=since)
    return actor_for(account, AT)


@pytest.fixture
def plan(focal, department):
    from thuocdo.plans.actions import upload_plan

    return upload_plan(
        by=focal, at=AT, agency=department.pk, name="ke-hoach.txt", data=PLAN.encode()
    )


@pytest.fixture
def settled(focal, plan, unit):
    """The plan with its one unknown name settled."""
    from thuocdo.plans.actions import decide
    from thuocdo.plans.rules.decisions import name_key

    means = {"kind": "unit", "id": unit("Phòng Giáo dục Trung học")}
    return decide(
        by=focal, at=AT, plan=plan, decisions={name_key("Bộ phận lạ chưa ai biết"): means}
    )


class Reader:
    """A person at a browser without script: opens pages, fills in forms, presses their buttons."""

    def __init__(self, client):
        self.client = client

    def open(self, address):
        """The page at an address; its text."""
        self.answer = self.client.get(address, follow=True)
        return self._read(address)

    def _read(self, address):
        from urllib.parse import urljoin

        import lxml.html

        if self.answer.redirect_chain:
            address = urljoin(address, self.answer.redirect_chain[-1][0])
        self.address = address
        self.page = lxml.html.fromstring(self.answer.content.decode())
        return " ".join(self.page.text_content().split())

    @property
    def status(self):
        return self.answer.status_code

    def buttons(self):
        """The words of every button and of every link that looks like one."""
        pressed = self.page.xpath("//button | //a[contains(@class, 'btn')]")
        return [" ".join(b.text_content().split()) for b in pressed]

    def press(self, words, within=None, **fields):
        """Send the form of the first button with these words as a browser does, and follow where it leads.

        `fields`: name → what is typed or ticked; a colon in a name is written as two underscores.
        """
        from urllib.parse import urljoin

        place = self.page if within is None else self.page.get_element_by_id(within)
        button = next(
            b for b in place.iter("button") if " ".join(b.text_content().split()) == words
        )
        assert button.get("disabled") is None, f"“{words}” cannot be pressed"
        form = next(
            f
            for f in self.page.forms
            if button in list(f.iter("button")) or f is button.getparent()
        )
        files = {}
        for name, value in fields.items():
            name = name.replace("__", ":")
            if hasattr(value, "read"):
                files[name] = value
            else:
                form.fields[name] = value
        sent = [*form.form_values(), *([(button.get("name"), button.get("value") or "")] if button.get("name") else [])]  # fmt: skip
        data = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        address = urljoin(self.address, form.get("action") or self.address)
        send = self.client.post if form.method == "POST" else self.client.get
        self.answer = send(address, data | files, follow=True)
        return self._read(address)


@pytest.fixture
def reader(client, focal, someone, monkeypatch):
    """The focal officer at a browser on 5 January 2023; `reader.as_(account)` sits down somebody else."""
    from thuocdo.accounts.models import Account

    monkeypatch.setenv("THUOCDO_TODAY", TODAY.isoformat())

    def as_(account):
        client.force_login(account)
        session = client.session
        session["second_factor"] = True
        session.save()
        return one

    one = Reader(client)
    one.as_ = as_
    return as_(Account.objects.get(username="daumoi"))
