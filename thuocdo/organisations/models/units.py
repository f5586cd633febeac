"""The tree: units, their names and parents by date, and the changes that made it so."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.organisations.models.dated import Checked, Dated
from thuocdo.organisations.rules.words import CHANGES, KINDS


class Unit(Dated, Checked):
    """A node that may be given work. What it is called and whose it is stand in dated rows of their own."""

    code = models.SlugField(_("Mã"), max_length=60, unique=True)
    kind = models.CharField(_("Loại"), max_length=12, choices=list(KINDS.items()))
    order = models.PositiveIntegerField(
        _("Thứ tự"), default=0
    )  # place among its sisters in printed lists

    class Meta(Dated.Meta):
        verbose_name = _("Đơn vị")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.code

    @classmethod
    def named(cls, ids: Iterable[int]) -> dict[int, str]:
        """The latest name of each, as the log shows it."""
        rows = UnitName.objects.filter(unit__in=ids).order_by(
            F("since").asc(nulls_first=True), "id"
        )
        return dict(rows.values_list("unit", "name"))


class UnitName(Dated, Checked):
    """What a unit is called. `short` is the abbreviation its own documents use ("GDTX-CN&ĐH")."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name=_("Đơn vị"))
    name = models.CharField(_("Tên"), max_length=250)
    short = models.CharField(_("Tên viết tắt"), max_length=60, blank=True)
    folded = models.CharField(
        _("Chữ để tìm"), max_length=320, db_index=True
    )  # name and short, lawbook.text.fold

    class Meta(Dated.Meta):
        verbose_name = _("Tên đơn vị")
        ordering = ("unit", "id")  # recorded in the order of time
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("unit", "since"), name="one_name_from_a_day"),
            models.UniqueConstraint(
                fields=("unit",), condition=Q(until=None), name="one_name_now_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitParent(Dated):
    """Whose a unit is. No row on a day of its life: it stands at the top of the tree that day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents", verbose_name=_("Đơn vị"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, related_name="children", verbose_name=_("Đơn vị cấp trên")
    )

    class Meta(Dated.Meta):
        verbose_name = _("Đơn vị cấp trên")
        ordering = ("unit", "id")  # recorded in the order of time
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("unit", "since"), name="one_parent_from_a_day"),
            models.UniqueConstraint(
                fields=("unit",), condition=Q(until=None), name="one_parent_now_on"
            ),
            models.CheckConstraint(
                name="not_its_own_parent", condition=~Q(unit=models.F("parent"))
            ),
        ]


class UnitChange(Checked):
    """A merger, split, new name, transfer or end, and the decision behind it. `date`: first day it holds.

    A decision whose number is not known stays without one; nothing is made up to fill it.
    """

    kind = models.CharField(_("Thay đổi"), max_length=10, choices=list(CHANGES.items()))
    date = models.DateField(_("Từ ngày"), db_index=True)
    decision_number = models.CharField(_("Số quyết định"), max_length=80, blank=True)
    decision_date = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    units = models.ManyToManyField(Unit, through="ChangePart", related_name="changes")

    class Meta:
        verbose_name = _("Thay đổi tổ chức")
        ordering = ("date", "id")


class ChangePart(models.Model):
    """One unit's part in a change: it went in (`from`) or came out (`to`)."""

    change = models.ForeignKey(UnitChange, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts")
    side = models.CharField(max_length=4, choices=[("from", "Trước"), ("to", "Sau")])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("change", "unit", "side"), name="one_part_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.side} {self.unit_id}"
