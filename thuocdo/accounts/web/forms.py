"""Forms of this room. Choices are those of the day; the action decides, the form only reads."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.actions.passwords import Strength
from thuocdo.accounts.models import Acting
from thuocdo.accounts.queries import roles
from thuocdo.accounts.rules.granting import ADMIN
from thuocdo.design.forms import Day, tell
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import tree

SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class Doing(forms.Form):
    """A form behind one action: what the action will not accept stands beside its field."""

    use_required_attribute = False

    def does(self, action, **more):
        """True when the action was done; else the form carries the words."""
        if not self.is_valid():
            return False
        try:
            self.done = action(**{**self.cleaned_data, **more})
        except Mistake as mistake:
            tell(self, mistake)
            return False
        return True


def unit_choices(on, reach=None):
    """The tree of the day, deeper units set in; only those of `reach` where it is a part."""
    return [
        (node.id, "\u2003" * depth + node.name)
        for depth, node in tree(on).walk()
        if reach is None or node.id in reach
    ]


class UnitField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        kwargs.setdefault("empty_value", None)
        super().__init__(coerce=int, label=_("Đơn vị"), **kwargs)


class PersonForm(Doing):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class PositionForm(Doing):
    title = forms.CharField(label=_("Chức vụ"), max_length=120)
    unit = UnitField()
    roles = forms.MultipleChoiceField(
        label=_("Vai trò"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args, on, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *unit_choices(on, reach)]
        self.fields["roles"].choices = [
            (role.code, role.label) for role in roles().values() if role.code != ADMIN
        ]


class ActingForm(Doing):
    position = forms.TypedChoiceField(label=_("Làm thay cho"), coerce=int)
    form = forms.ChoiceField(
        label=_("Hình thức ký"), choices=[(f, f) for f in Acting.FORMS], initial="KT."
    )
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến hết ngày"), required=False)
    document = forms.CharField(label=_("Văn bản giao"), max_length=200, required=False)

    def __init__(self, *args, positions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [("", "—"), *positions]


class RoleForm(Doing):
    role = forms.ChoiceField(label=_("Vai trò"))
    unit = UnitField(required=False)
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args, on, reach, **kwargs):
        super().__init__(*args, **kwargs)
        whole = [("", _("Toàn hệ thống"))] if reach is None else [("", "—")]
        self.fields["unit"].choices = [*whole, *unit_choices(on, reach)]
        self.fields["role"].choices = [("", "—"), *((r.code, r.label) for r in roles().values())]


class EndForm(Doing):
    until = Day(label=_("Đến hết ngày"))


class AccountForm(Doing):
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(
        label=_("Mật khẩu tạm"), widget=SECRET, help_text=Strength().get_help_text()
    )


class UnitAccountForm(AccountForm):
    unit = UnitField()

    field_order = ("unit", "username", "password")

    def __init__(self, *args, on, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *unit_choices(on, reach)]


class PasswordForm(Doing):
    password = forms.CharField(
        label=_("Mật khẩu tạm mới"), widget=SECRET, help_text=Strength().get_help_text()
    )


class DeclareForm(Doing):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ"), max_length=120)


class FilterForm(Doing):
    room_list = forms.RegexField(r"^[a-z_.]+$", max_length=60, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên bộ lọc"), max_length=80)
    shared = forms.BooleanField(label=_("Dùng chung trong đơn vị"), required=False)
