"""A figure of a report form that is taken from a cell of a collection."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuocdo.reporting.models.collections import Collection


class FigureTie(models.Model):
    """Settled once by a person: `figure` of `form` (a path without edition, as `Duty.form`) is asked in `cell` (the key
    of an `Input`) of collections with this one's title; `queries.ties` finds the one of a period."""

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    form = models.CharField(max_length=80)
    figure = models.CharField(_("Số liệu của báo cáo"), max_length=80)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="ties")
    cell = models.CharField(_("Ô của biểu"), max_length=20)

    class Meta:
        verbose_name = _("Số liệu báo cáo lấy từ đợt thu thập")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agency", "form", "figure"], name="one_tie_of_a_figure")
        ]

    def __str__(self) -> str:
        return f"tie:{self.form}:{self.figure}"
