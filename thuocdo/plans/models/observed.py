"""What was measured of a target: a figure of one period, where it comes from, who wrote it down."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Observation(models.Model):
    """One result of a target. Never changed: a correction is a new row, and the one it replaces says when.

    `period` is the code of the period measured ("2023", "2023-Q3"), `until` its last day. Of a target that is
    measured by others (a survey) `published_on` is the day on which they published it; the agency's own
    register never stands beside it.
    """

    PERSONAL: ClassVar = ("name",)

    target = models.ForeignKey("plans.Target", models.PROTECT, related_name="observations")
    period = models.CharField(_("Kỳ"), max_length=12)
    until = models.DateField()
    value = models.DecimalField(_("Kết quả"), max_digits=20, decimal_places=6)
    source = models.CharField(_("Nguồn số liệu"), max_length=300)
    published_on = models.DateField(_("Ngày công bố"), null=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    at = models.DateTimeField(_("Ghi lúc"))
    person = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    name = models.CharField(_("Người ghi"), max_length=200)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(_("Được thay lúc"), null=True)

    class Meta:
        ordering = ("until", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("target", "period"),
                condition=Q(replaced_at=None),
                name="one_result_of_a_period",
            ),
        )

    def __str__(self) -> str:
        return f"observation:{self.pk}"

    def subject(self) -> str:
        return f"person:{self.person}" if self.person else f"account:{self.account}"
