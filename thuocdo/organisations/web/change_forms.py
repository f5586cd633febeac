"""One form per way a unit changes; each gives the change it describes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.organisations.models import Unit
from thuocdo.organisations.rules import changes
from thuocdo.organisations.rules.changes import New
from thuocdo.organisations.web.forms import DecisionFields, OverUnits, UnitField, UnitsField

ORDER = ("on", "number", "signed", "note")


class ChangeForm(OverUnits, DecisionFields):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*(f for f in self.fields if f not in ORDER), *ORDER])


class RenameForm(ChangeForm):
    unit = UnitField(_("Đơn vị"))
    name = forms.CharField(label=_("Tên mới"), max_length=250)
    short = forms.CharField(label=_("Tên viết tắt mới"), max_length=60, required=False)

    def change(self):
        got = self.cleaned_data
        return changes.Rename(got["unit"], got["name"], got["short"])


class TransferForm(ChangeForm):
    unit = UnitField(_("Đơn vị"))
    parent = UnitField(_("Chuyển về"), required=False)

    def change(self):
        return changes.Transfer(self.cleaned_data["unit"], self.cleaned_data["parent"])


class MergeForm(ChangeForm):
    units = UnitsField(_("Các đơn vị sáp nhập"))
    into = UnitField(
        _("Vào đơn vị đang có"),
        required=False,
        help_text=_("Hoặc để trống và ghi tên đơn vị mới ở dưới."),
    )
    name = forms.CharField(label=_("Tên đơn vị mới"), max_length=250, required=False)
    short = forms.CharField(label=_("Tên viết tắt"), max_length=60, required=False)

    def clean(self):
        got = super().clean()
        if got.get("into") is None and not got.get("name"):
            self.add_error("name", _("Chọn đơn vị đang có hoặc ghi tên đơn vị mới."))
        return got

    def change(self):
        got = self.cleaned_data
        units = tuple(got["units"])
        if got["into"] is not None:
            return changes.Merge(units, got["into"])
        return changes.Merge(units, _beside(units[0], got["on"], got["name"], got["short"]))


class SplitForm(ChangeForm):
    unit = UnitField(_("Đơn vị"))
    goes_on = forms.BooleanField(
        label=_("Đơn vị này vẫn tiếp tục hoạt động (tách)"), required=False
    )
    parts = forms.CharField(
        label=_("Các đơn vị mới"),
        help_text=_("Mỗi dòng một tên."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    heir = forms.IntegerField(
        label=_("Đơn vị mới thứ mấy nhận các đơn vị cấp dưới"), min_value=1, required=False
    )

    def change(self):
        got = self.cleaned_data
        names = [line.strip() for line in got["parts"].splitlines() if line.strip()]
        parts = tuple(
            _beside(got["unit"], got["on"], name, code=f"phan-{place}")
            for place, name in enumerate(names, 1)
        )
        heir = f"phan-{got['heir']}" if got["heir"] else ""
        return changes.Split(got["unit"], parts, got["goes_on"], heir)


class AbolishForm(ChangeForm):
    unit = UnitField(_("Đơn vị"))
    heir = UnitField(
        _("Đơn vị kế thừa"),
        required=False,
        help_text=_("Nhận các đơn vị cấp dưới và việc còn lại."),
    )

    def change(self):
        return changes.Abolish(self.cleaned_data["unit"], self.cleaned_data["heir"])


def _beside(unit, on, name, short="", code=""):
    """A new unit of the same kind, at the place in the tree where `unit` stands."""
    stored = Unit.objects.get(pk=unit)
    parent = stored.parents.on(on).values_list("parent", flat=True).first()
    return New(code, stored.kind, name, short, parent, stored.order)


# Address → form, title, what it means.
WAYS = {
    "sap-nhap": (MergeForm, _("Sáp nhập"), _("Nhiều đơn vị thành một.")),
    "chia-tach": (SplitForm, _("Chia tách"), _("Một đơn vị thành nhiều đơn vị.")),
    "doi-ten": (RenameForm, _("Đổi tên"), _("Vẫn là đơn vị đó, tên khác từ một ngày.")),
    "chuyen": (TransferForm, _("Chuyển"), _("Thuộc đơn vị cấp trên khác từ một ngày.")),
    "giai-the": (AbolishForm, _("Giải thể"), _("Đơn vị thôi hoạt động từ một ngày.")),
}
