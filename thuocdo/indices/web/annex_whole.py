"""What holds for the whole set and stands in no row: asked once, never guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.design.forms import Day
from thuocdo.indices.queries.annexes import Review
from thuocdo.indices.rules.annex.whole import ROUNDINGS
from thuocdo.indices.web.editions import UNIT_KINDS
from thuocdo.lawbook.scoring.parts import POLICIES

_CHOOSE = [("", gettext_lazy("Chọn một cách"))]
_POLICIES = [(key, words[0].upper() + words[1:]) for key, words in POLICIES.items()]


class WholeForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên bộ chỉ số"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Chấm cho"), choices=list(UNIT_KINDS.items()))
    since = Day(label=gettext_lazy("Áp dụng từ ngày"))
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=160)
    not_applicable = forms.ChoiceField(
        label=gettext_lazy("Khi tiêu chí không áp dụng cho đơn vị"), choices=[*_CHOOSE, *_POLICIES]
    )
    zero_den = forms.ChoiceField(
        label=gettext_lazy("Khi mẫu số bằng 0"),
        choices=[*_CHOOSE, *_POLICIES],
        help_text=gettext_lazy(
            "Ví dụ: tỷ lệ hồ sơ đúng hạn của đơn vị không có hồ sơ nào. Văn bản không nêu thì hỏi cơ quan ban hành."
        ),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Làm tròn điểm"), choices=[*_CHOOSE, *ROUNDINGS.items()]
    )
    bands = forms.CharField(
        label=gettext_lazy("Xếp loại theo tổng điểm"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mỗi dòng một loại, như “Tốt: từ 80”. Để trống nếu quyết định không xếp loại."
        ),
    )
    over_max = forms.BooleanField(
        label=gettext_lazy("Điểm thưởng được làm tổng điểm vượt điểm tối đa"), required=False
    )

    @classmethod
    def of(cls, seen: Review) -> WholeForm:
        """What was answered, else what the paper says."""
        known = {**seen.said, "since": dt.date.fromisoformat(seen.said["since"])}
        form = cls(initial=known)
        if words := seen.settled.reading.rounding_words:
            form.fields["rounding"].help_text = _("Văn bản ghi: “%(words)s”") % {"words": words}
        return form

    @property
    def answer(self) -> dict[str, Any]:
        return {**self.cleaned_data, "since": self.cleaned_data["since"].isoformat()}
