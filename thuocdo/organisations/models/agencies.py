"""Units with a seal, and what such a unit decided about a shipped rule."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.organisations.models.dated import Dated
from thuocdo.organisations.models.units import Unit
from thuocdo.organisations.rules.words import EDITION_STATES


class Agency(Dated):
    """A unit with a seal: it issues documents in its own name.

    `symbol` stands in document numbers ("12/KH-SGDĐT"), `place` before the date ("Hải Phòng, ngày …"),
    `head_title` above the signature ("GIÁM ĐỐC"), `authority`, the superior body, above its name ("UBND
    THÀNH PHỐ HẢI PHÒNG"; common words may be shortened): Decree 30/2020, annex I.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="seals", verbose_name=_("Đơn vị"))
    symbol = models.CharField(_("Ký hiệu văn bản"), max_length=30)
    place = models.CharField(_("Địa danh"), max_length=80)
    head_title = models.CharField(_("Chức vụ người đứng đầu"), max_length=80, default="Giám đốc")
    authority = models.CharField(_("Cơ quan chủ quản"), max_length=160, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Con dấu")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit",), condition=Q(until=None), name="one_seal_now_on"
            ),
        ]


class LocalEdition(Dated):
    """What an agency decided about a rule: the whole edition as the same YAML text the reader checks.

    `path` names the rule as the rulebook does ("calendars/2026"). It supersedes what is shipped on the
    days it holds and never overwrites: an edition in force is closed, not edited. Work done under it
    keeps `edition` and `checksum` (SHA-256 of the text) as text.
    """

    agency = models.ForeignKey(
        Unit, models.CASCADE, related_name="local_editions", verbose_name=_("Cơ quan")
    )
    path = models.CharField(_("Quy định"), max_length=200, db_index=True)
    edition = models.CharField(_("Bản"), max_length=80)
    text = models.TextField(_("Nội dung"))
    checksum = models.CharField(_("Mã kiểm"), max_length=64)
    decision_number = models.CharField(_("Số quyết định"), max_length=80, blank=True)
    decision_date = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=list(EDITION_STATES.items()), default="draft"
    )

    class Meta(Dated.Meta):
        verbose_name = _("Quy định riêng")
        ordering = ("path", "since", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("agency", "path", "edition"), name="one_text_per_local_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.edition})"
