"""Forms of this room. The action decides; the form only reads."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.design.forms import Day, tell
from thuocdo.documents.intake import too_large
from thuocdo.documents.intake.limits import MAX_BYTES
from thuocdo.documents.rules import secrecy
from thuocdo.documents.rules.numbers import PERIODS
from thuocdo.lawbook.mistakes import Mistake


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


OPEN = "khong"  # what the clerk states: no mark of secrecy on the paper
ACCEPT = forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.xlsx,.txt,.jpg,.jpeg,.png"})


class UploadField(forms.FileField):
    """One file as (bytes, name), refused by its size before it is read."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return ()
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(too_large(upload.name).message)
        return ((upload.read(), upload.name),)


class FileForm(Doing):
    """A file for a document that is known already."""

    uploads = UploadField(label=_("Tệp văn bản"), widget=ACCEPT)


class DocumentForm(Doing):
    reference = forms.CharField(
        label=_("Số, ký hiệu, ngày"),
        max_length=300,
        help_text=_("Ghi như in trên văn bản, ví dụ: Kế hoạch số 201/KH-UBND ngày 23/8/2022"),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160, required=False)
    abstract = forms.CharField(
        label=_("Trích yếu"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.CharField(label=_("Đường dẫn"), max_length=500, required=False)
    uploads = UploadField(label=_("Tệp văn bản"), widget=ACCEPT, required=False)
    marked = forms.ChoiceField(
        label=_("Độ mật"),
        choices=[(OPEN, _("Không đóng dấu mật")), *((level, level) for level in secrecy.LEVELS)],
        initial=OPEN,
    )

    def clean_marked(self):
        try:
            secrecy.refuse(self.cleaned_data["marked"].replace(OPEN, ""))
        except Mistake as mistake:
            raise forms.ValidationError(mistake.message) from None

    def clean(self):
        self.cleaned_data.pop("marked", None)
        return self.cleaned_data


class SeriesForm(Doing):
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=60, help_text=_("Phần sau số, ví dụ: KH-SGDĐT")
    )
    name = forms.CharField(label=_("Tên sổ"), max_length=120)
    period = forms.ChoiceField(label=_("Đánh số lại"), choices=list(PERIODS.items()))
    external = forms.BooleanField(label=_("Số do hệ thống khác cấp"), required=False)


class NumberForm(Doing):
    number = forms.IntegerField(label=_("Số"), min_value=1)
    on = Day(label=_("Ngày"))


class ReasonForm(Doing):
    reason = forms.CharField(label=_("Lý do"), max_length=500)
