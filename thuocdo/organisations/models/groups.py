"""Names that mean many units, other names of one, and the offices outside the tree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.organisations.models.dated import Checked, Dated
from thuocdo.organisations.models.units import Unit


class UnitGroup(Dated):
    """A name that means several units of an agency: "Các phòng cơ quan Sở"."""

    agency = models.ForeignKey(
        Unit, models.CASCADE, related_name="groups", verbose_name=_("Cơ quan")
    )
    name = models.CharField(_("Tên"), max_length=250)
    folded = models.CharField(_("Chữ để tìm"), max_length=250, db_index=True)
    order = models.PositiveIntegerField(_("Thứ tự"), default=0)

    class Meta(Dated.Meta):
        verbose_name = _("Nhóm đơn vị")
        ordering = ("order", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("agency", "folded"), condition=Q(until=None), name="one_group_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(Dated):
    group = models.ForeignKey(
        UnitGroup, models.CASCADE, related_name="memberships", verbose_name=_("Nhóm đơn vị")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("Đơn vị")
    )

    class Meta(Dated.Meta):
        verbose_name = _("Thành viên nhóm")
        ordering = ("group", "unit", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=("group", "unit", "since"), name="one_membership_from_a_day"
            ),
            models.UniqueConstraint(
                fields=("group", "unit"), condition=Q(until=None), name="one_membership_now_on"
            ),
        ]


class Partner(Dated, Checked):
    """An office outside the tree, without accounts: it may be named, it is not followed here.

    `successor` took over its work the day after `until`: a report due to Sở Kế hoạch và Đầu tư after
    1/7/2025 goes to Sở Tài chính.
    """

    code = models.SlugField(_("Mã"), max_length=60, unique=True)
    name = models.CharField(_("Tên"), max_length=250)
    short = models.CharField(_("Tên viết tắt"), max_length=60, blank=True)
    folded = models.CharField(_("Chữ để tìm"), max_length=320, db_index=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("Đơn vị kế thừa"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("Đơn vị bên ngoài")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Alias(Dated):
    """A printed string and what a person of `agency` said it means: a unit, a group, a partner, or nobody.

    `general` says it names nobody ("các đơn vị liên quan" in other words). `accepted_by` is the person's
    id (None: shipped with the system); the name behind it is in accounts and in the audit log.
    """

    agency = models.ForeignKey(
        Unit, models.CASCADE, related_name="aliases", verbose_name=_("Cơ quan")
    )
    printed = models.CharField(_("Tên như in"), max_length=250)
    key = models.CharField(
        _("Chữ để khớp"), max_length=250, db_index=True
    )  # rules.names.key(printed)
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, related_name="other_names", verbose_name=_("Đơn vị")
    )
    group = models.ForeignKey(
        UnitGroup,
        models.CASCADE,
        null=True,
        related_name="other_names",
        verbose_name=_("Nhóm đơn vị"),
    )
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        null=True,
        related_name="other_names",
        verbose_name=_("Đơn vị bên ngoài"),
    )
    general = models.BooleanField(_("Không chỉ đơn vị nào"), default=False)
    accepted_by = models.PositiveBigIntegerField(_("Người xác nhận"), null=True)
    accepted_at = models.DateTimeField(_("Xác nhận lúc"), null=True)

    class Meta(Dated.Meta):
        verbose_name = _("Tên gọi khác")
        ordering = ("printed", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="alias_means_one_thing",
                condition=Q(unit__isnull=False, group=None, partner=None, general=False)
                | Q(unit=None, group__isnull=False, partner=None, general=False)
                | Q(unit=None, group=None, partner__isnull=False, general=False)
                | Q(unit=None, group=None, partner=None, general=True),
            ),
            models.UniqueConstraint(
                fields=("agency", "key"), condition=Q(until=None), name="one_meaning_now_on"
            ),
        ]

    def __str__(self) -> str:
        return self.printed
