"""Commands on accounts: the first administrator, a lost password."""

import typer

from thuocdo.config import clock, ready

account = typer.Typer(
    help="Tài khoản: người quản trị đầu tiên, mật khẩu đã quên.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    app.add_typer(account, name="account")


Password = typer.Option(..., prompt=True, confirmation_prompt=True, hide_input=True)


@account.command()
def admin(
    username: str, name: str = typer.Option(..., prompt="Họ và tên"), password: str = Password
) -> None:
    """Tạo người quản trị của toàn hệ thống; mật khẩu đổi khi đăng nhập lần đầu."""
    ready.installed()
    from django.db import transaction

    from thuocdo.accounts import actions
    from thuocdo.audit.rules import system

    who = {"by": system("Dòng lệnh"), "at": clock.now()}
    with transaction.atomic():
        person = actions.create_person(**who, name=name)
        made = actions.create_account(**who, username=username, password=password, person=person.pk)
        actions.grant_role(**who, person=person.pk, role="admin", since=clock.today())
    print(made.username)


@account.command()
def password(username: str, password: str = Password) -> None:
    """Đặt mật khẩu mới, đổi khi đăng nhập lần sau; bỏ lớp xác thực thứ hai."""
    ready.installed()
    from django.db import transaction

    from thuocdo.accounts import actions, queries
    from thuocdo.audit.rules import system
    from thuocdo.lawbook.mistakes import Mistake

    found = queries.account_named(username)
    if found is None:
        raise Mistake(f"Không có tài khoản “{username}”. Kiểm tra lại tên đăng nhập.")
    who = {"by": system("Dòng lệnh"), "at": clock.now(), "account": found.pk}
    with transaction.atomic():
        actions.reset_password(**who, password=password)
        actions.reset_second_factor(**who)
    print(found.username)
