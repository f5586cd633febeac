"""The record of every write, its one head, the keys that make persons erasable, and the readers' marks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One action that was done. Never updated, never deleted: triggers of the database refuse both.

    `number` runs 1, 2, 3 … in the order of commit. `name` is a box sealed under its
    subject's key (`SubjectKey`) or, for the system, plain words. `changes` is canonical JSON:
    `[{"thing": "plan:3", "before": {…}|null, "after": {…}|null}, …]`, only the fields that differ,
    personal ones as boxes. `hash` covers every column but itself.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    person = models.BigIntegerField(null=True, db_index=True)
    account = models.BigIntegerField(null=True)
    name = models.TextField()
    position = models.TextField(blank=True)
    position_id = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True, db_index=True)
    on_behalf = models.TextField(blank=True)
    verb = models.CharField(max_length=80, db_index=True)
    touched = models.TextField()
    changes = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("dòng nhật ký")
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class Touch(models.Model):
    """The index behind an entry's `touched` and `changes`: which things it concerns. Rebuildable."""

    id = models.BigAutoField(primary_key=True)
    thing = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="touches", db_index=False)
    changed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("đối tượng của nhật ký")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["thing", "entry"], name="touch_once")
        ]

    def __str__(self) -> str:
        return f"{self.thing} @ {self.entry_id}"


class Head(models.Model):
    """The end of the chain: a single row, locked for the milliseconds between append and commit."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class SubjectKey(models.Model):
    """The key that seals what the log knows of one person; destroyed (`box` empty) it knows nothing.

    `box` is the AES-256 key, itself sealed under the installation key of `THUOCDO_HOME/keys`.
    """

    subject = models.CharField(max_length=80, primary_key=True)
    box = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("khóa dữ liệu cá nhân")

    def __str__(self) -> str:
        return self.subject


class Watermark(models.Model):
    """How far one subscriber has read the log."""

    subscriber = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = _("mốc đã đọc nhật ký")

    def __str__(self) -> str:
        return f"{self.subscriber} → {self.number}"
