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
