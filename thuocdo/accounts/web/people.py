"""Lists of this room: people, unit accounts, roles and what each may do."""

from dataclasses import replace

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from thuocdo.accounts import access, actions, queries
from thuocdo.accounts.access import MANAGE_ACCOUNTS, MANAGE_PEOPLE, SEE_PEOPLE, SEE_ROLES
from thuocdo.accounts.models import Account, Person, Position, holding
from thuocdo.accounts.web.forms import PersonForm, UnitAccountForm, unit_choices
from thuocdo.audit.access import needs
from thuocdo.audit.queries import verbs
from thuocdo.design.lists import Choice, Column, Flag, Listing, words_in
from thuocdo.design.parts import Step
from thuocdo.lawbook.text import fold
from thuocdo.organisations.queries import name_on

ROOMS = {
    "audit": _("Nhật ký hệ thống"),
    "organisations": _("Tổ chức"),
    "accounts": _("Người dùng và chức vụ"),
    "notices": _("Thông báo"),
    "reporting": _("Số liệu, báo cáo"),
    "documents": _("Văn bản"),
    "plans": _("Kế hoạch"),
    "indices": _("Chỉ số"),
    "desk": _("Việc của tôi"),
}


def tabs(by, here):
    every = (
        ("people", _("Người"), SEE_PEOPLE, "/nguoi-dung/"),
        ("units", _("Tài khoản đơn vị"), MANAGE_ACCOUNTS, "/nguoi-dung/don-vi/"),
        ("roles", _("Vai trò"), SEE_ROLES, "/nguoi-dung/vai-tro/"),
    )
    return [Step(label, url, key == here) for key, label, verb, url in every if verb.allows(by)]


def people_list(on):
    now = Position.objects.filter(holding(on))
    labels = [(role.code, role.label) for role in queries.roles().values()]
    return Listing(
        columns=(
            Column("ten", _("Họ và tên"), lambda r: r.person.full_name, order=("folded",)),
            Column("chuc-vu", _("Chức vụ"), lambda r: "; ".join(r.positions)),
            Column("vai-tro", _("Vai trò"), lambda r: ", ".join(r.roles)),
            Column("dang-nhap", _("Tên đăng nhập"), lambda r: r.account and r.account.username),
        ),
        filters=(
            Choice(
                "don-vi", _("Đơn vị"),
                lambda unit: Q(pk__in=now.filter(unit=unit).values("person")),
                options=lambda: unit_choices(on),
            ),
            Choice(
                "vai-tro", _("Vai trò"), lambda role: queries.holding_role(role, on),
                options=labels,
            ),
            Flag("chua-co", _("Chưa có tài khoản"), lambda _on: Q(account=None)),
        ),
        order=("folded",),
        search=words_in("folded", fold),
        row="accounts/_person_row.html",
        exports=False,
        caption=_("Người dùng và chức vụ"),
    )  # fmt: skip


@needs(SEE_PEOPLE)
def people(request):
    rows = Person.objects.filter(access.visible_to(request.by), erased_at=None)
    page = people_list(request.today).page(rows, request.GET)
    page = replace(page, rows=queries.lines(page.rows, request.today))
    shown = {
        "page": page,
        "tabs": tabs(request.by, "people"),
        "may_manage": MANAGE_PEOPLE.allows(request.by),
    }
    return render(request, "accounts/people.html", shown)


@needs(MANAGE_PEOPLE)
def new_person(request):
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.does(actions.create_person, by=request.by, at=request.at):
        return redirect("accounts:person", form.done.pk)
    return render(request, "accounts/new_person.html", {"form": form})


UNIT_ACCOUNTS = Listing(
    columns=(
        Column("dang-nhap", _("Tên đăng nhập"), lambda r: r.username, order=("username",)),
        Column("don-vi", _("Đơn vị"), lambda r: r.place),
        Column("trang-thai", _("Trạng thái"), lambda r: r.is_active),
    ),
    order=("username",),
    search=lambda text: Q(username__contains=text.lower()),
    row="accounts/_unit_account_row.html",
    exports=False,
    caption=_("Tài khoản đơn vị"),
)


@needs(MANAGE_ACCOUNTS)
def unit_accounts(request):
    rows = Account.objects.filter(shared=True)
    reach = request.by.reach(MANAGE_ACCOUNTS.roles)
    page = UNIT_ACCOUNTS.page(rows if reach is None else rows.filter(unit__in=reach), request.GET)
    names = name_on({account.unit_id for account in page.rows}, request.today)
    for account in page.rows:
        account.place = names.get(account.unit_id, "")
    shown = {"page": page, "tabs": tabs(request.by, "units")}
    return render(request, "accounts/unit_accounts.html", shown)


@needs(MANAGE_ACCOUNTS)
def new_unit_account(request):
    reach = request.by.reach(MANAGE_ACCOUNTS.roles)
    form = UnitAccountForm(request.POST or None, on=request.today, reach=reach)
    if request.method == "POST" and form.does(actions.create_account, by=request.by, at=request.at):
        return redirect("accounts:unit_accounts")
    return render(request, "accounts/new_unit_account.html", {"form": form})


@needs(SEE_ROLES)
def roles(request):
    """Roles in words, then every verb of the house against every role."""
    every = list(queries.roles().values())
    rooms = [
        (
            ROOMS.get(room, room),
            [(v, [not v.roles or r.code in v.roles for r in every]) for v in found],
        )
        for room, found in verbs().items()
        if found
    ]
    shown = {"roles": every, "rooms": rooms, "tabs": tabs(request.by, "roles")}
    return render(request, "accounts/roles.html", shown)
