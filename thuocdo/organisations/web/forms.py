"""Forms of this room. They read; the action decides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.design.forms import Day, tell
from thuocdo.lawbook.calendar import DAY_KINDS
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import tree
from thuocdo.organisations.rules.changes import Decision
from thuocdo.organisations.rules.words import KINDS

NONE = ("", "—")


class Doing(forms.Form):
    """A form behind one action: what the action will not accept stands beside its field."""

    use_required_attribute = False

    def attempt(self, do, **arguments):
        """What `do` gives; None where it refuses, with its words in the form."""
        try:
            return do(**arguments)
        except Mistake as mistake:
            tell(self, mistake)
            return None


def units_of(on):
    """The tree of the day as choices, deeper units set in."""
    return [(node.id, "\u2003" * depth + node.name) for depth, node in tree(on).walk()]


class UnitField(forms.TypedChoiceField):
    def __init__(self, label, **kwargs):
        super().__init__(label=label, coerce=int, empty_value=None, **kwargs)


class UnitsField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label, **kwargs):
        super().__init__(label=label, coerce=int, **kwargs)


class OverUnits(Doing):
    """Every field that names a unit offers the tree of the day."""

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        listed = units_of(on)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.choices = [NONE, *listed]
            elif isinstance(field, UnitsField):
                field.choices = listed


class PaperForm(forms.Form):
    number = forms.CharField(label=_("Số quyết định"), max_length=80, required=False)
    signed = Day(label=_("Ngày quyết định"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def decision(self):
        got = self.cleaned_data
        return Decision(got["number"], got["signed"], got["note"])


class DecisionForm(Doing, PaperForm):
    """The paper of a change already written."""

    field_order = ("number", "signed", "note")


class DecisionFields(PaperForm):
    on = Day(label=_("Có hiệu lực từ ngày"))


class UnitForm(OverUnits):
    name = forms.CharField(label=_("Tên đơn vị"), max_length=250)
    short = forms.CharField(label=_("Tên viết tắt"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=list(KINDS.items()))
    parent = UnitField(_("Đơn vị cấp trên"), required=False)
    on = Day(
        label=_("Thành lập từ ngày"),
        required=False,
        help_text=_("Để trống nếu đơn vị đã có từ trước khi dùng hệ thống."),
    )
    number = forms.CharField(label=_("Số quyết định"), max_length=80, required=False)
    signed = Day(label=_("Ngày quyết định"), required=False)


class SealForm(Doing):
    authority = forms.CharField(
        label=_("Cơ quan chủ quản"),
        required=False,
        max_length=160,
        help_text=_("Dòng trên tên cơ quan, ví dụ: UBND thành phố Hải Phòng."),
    )
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), max_length=30, help_text=_("Như “SGDĐT” trong “12/KH-SGDĐT”.")
    )
    place = forms.CharField(label=_("Địa danh"), max_length=80)
    head_title = forms.CharField(label=_("Chức vụ người đứng đầu"), max_length=80)
    on = Day(label=_("Từ ngày"), required=False)


class GroupForm(OverUnits):
    name = forms.CharField(
        label=_("Tên nhóm"), max_length=250, help_text=_("Ghi như in trong văn bản.")
    )
    units = UnitsField(_("Thành viên"), required=False)


class MembersForm(OverUnits):
    on = Day(label=_("Thành viên từ ngày"))
    units = UnitsField(_("Thành viên"), required=False)


class EndForm(Doing):
    on = Day(label=_("Thôi dùng từ ngày"))


class AliasForm(Doing):
    """One list of everything a name may mean; its value is "unit:3", "group:1", "partner:2" or "general"."""

    printed = forms.CharField(label=_("Tên như in trong văn bản"), max_length=250)
    means = forms.ChoiceField(label=_("Là"))
    on = Day(
        label=_("Hiểu như vậy từ ngày"),
        required=False,
        help_text=_("Để trống nếu đúng với mọi văn bản."),
    )

    def __init__(self, *args, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["means"].choices = [NONE, *things]


class PartnerForm(Doing):
    name = forms.CharField(label=_("Tên"), max_length=250)
    short = forms.CharField(label=_("Tên viết tắt"), max_length=60, required=False)
    on = Day(label=_("Có từ ngày"), required=False)


class EndPartnerForm(Doing):
    on = Day(label=_("Thôi hoạt động từ ngày"))
    successor = forms.TypedChoiceField(
        label=_("Đơn vị kế thừa"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [NONE, *partners]


class PaperFields(forms.Form):
    number = forms.CharField(label=_("Số văn bản của cơ quan"), max_length=80, required=False)
    signed = Day(label=_("Ngày văn bản"), required=False)


class OwnDayForm(Doing, PaperFields):
    date = Day(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Là"), choices=list(DAY_KINDS.items()))
    name = forms.CharField(label=_("Tên gọi"), max_length=120)
    instead_of = Day(
        label=_("Thay cho ngày"),
        required=False,
        help_text=_("Với nghỉ bù, nghỉ hoán đổi, đi làm bù."),
    )

    field_order = ("date", "kind", "name", "instead_of", "number", "signed")
