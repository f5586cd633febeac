"""People, what they sign in with, the positions and roles they hold, and whom they act for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML

from thuocdo.accounts.rules import Role, parse_roles

ROLES_FILE = Path(__file__).parent / "roles.yaml"


@cache
def roles() -> dict[str, Role]:
    """The roles of this house, the most powerful first."""
    return parse_roles(YAML(typ="safe").load(ROLES_FILE.read_text(encoding="utf-8")))


def role_words() -> dict[str, str]:
    return {code: role.label for code, role in roles().items()}


def holding(on: dt.date, prefix: str = "") -> Q:
    """The condition "holds on this day" (both days count), also across a relation."""
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": on})
    )


class Person(models.Model):
    """A human being known to the agency, with or without a login. Erased: the row stays, empty."""

    PERSONAL: ClassVar = ("full_name", "folded", "phone", "email")

    full_name = models.CharField(_("Họ và tên"), max_length=120)
    folded = models.CharField(max_length=120, db_index=True)  # lawbook.text.fold(full_name)
    phone = models.CharField(_("Điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    erased_at = models.DateTimeField(_("Đã xóa dữ liệu cá nhân lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("Người")
        ordering: ClassVar[list[str]] = ["folded", "id"]

    def __str__(self) -> str:
        return f"person:{self.pk}"  # never the name: this text reaches logs

    def subject(self) -> str:
        return f"person:{self.pk}"

    @classmethod
    def named(cls, ids: Iterable[int]) -> dict[int, str]:
        """Names for a screen whose reader may see them (the log's)."""
        return dict(cls.objects.filter(pk__in=ids).values_list("pk", "full_name"))


class Accounts(BaseUserManager["Account"]):
    """Every account comes with its person: who is signed in is asked on each request."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A login. Of one person, or `shared` by the people of a small unit (a school).

    Whoever uses a shared account declares a name and a position for the session; each entry of the log
    bears them.
    """

    PERSONAL: ClassVar = ("username",)  # mostly the name of its person
    UNRECORDED: ClassVar = ("password", "last_login")
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
        verbose_name=_("Người"),
    )
    shared = models.BooleanField(_("Tài khoản đơn vị"), default=False)
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Đơn vị"),
    )  # fmt: skip
    is_active = models.BooleanField(_("Được đăng nhập"), default=True)
    must_change_password = models.BooleanField(_("Phải đổi mật khẩu"), default=True)
    created_at = models.DateTimeField(_("Lập lúc"))

    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        verbose_name = _("Tài khoản")
        ordering: ClassVar[list[str]] = ["username"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="account_of_a_person_or_a_unit",
                condition=Q(shared=False, person__isnull=False)
                | Q(shared=True, person__isnull=True, unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"account:{self.pk}"

    def subject(self) -> str:
        return f"person:{self.person_id}" if self.person_id else f"account:{self.pk}"


class Held(models.Model):
    """Something held from a day to a day, both counted; `until` None: until further notice."""

    since = models.DateField(_("Từ ngày"))
    until = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_since_until", condition=Q(since__lte=F("until"))
            )
        ]


class Position(Held):
    """A person in a unit with a title; `roles` (codes of roles.yaml) hold there and in all units below."""

    WORDS: ClassVar = {"roles": role_words}

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="positions", verbose_name=_("Người")
    )
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị")
    )
    title = models.CharField(_("Chức vụ"), max_length=120)
    roles = models.JSONField(_("Vai trò"), default=list)

    class Meta(Held.Meta):
        verbose_name = _("Chức vụ")
        ordering: ClassVar[list[str]] = ["person", "since", "id"]

    def __str__(self) -> str:
        return f"{self.title} (position:{self.pk})"

    @classmethod
    def named(cls, ids: Iterable[int]) -> dict[int, str]:
        return dict(cls.objects.filter(pk__in=ids).values_list("pk", "title"))


class RoleGrant(Held):
    """A role given apart from any position; `unit` None: in the whole tree (the administrator's)."""

    WORDS: ClassVar = {"role": role_words}

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="role_grants", verbose_name=_("Người")
    )
    role = models.CharField(_("Vai trò"), max_length=20)
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Đơn vị"),
    )  # fmt: skip

    class Meta(Held.Meta):
        verbose_name = _("Vai trò được giao")
        ordering: ClassVar[list[str]] = ["person", "since", "id"]

    def __str__(self) -> str:
        return f"{self.role} (rolegrant:{self.pk})"


class Acting(Held):
    """`person` acts for the holder of `position`: printed as `form` before its title ("KT. GIÁM ĐỐC").

    The five forms and where they stand before the signer's title: Decree 30/2020/NĐ-CP, article 13 and
    Annex I. `document` is the paper that says so (assignment of work, authorisation).
    """

    FORMS: ClassVar = ("TM.", "KT.", "TL.", "TUQ.", "Q.")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="acting", verbose_name=_("Người")
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="acted", verbose_name=_("Làm thay cho")
    )
    form = models.CharField(_("Hình thức"), max_length=5, default="KT.")
    document = models.CharField(_("Văn bản giao"), max_length=200, blank=True)

    class Meta(Held.Meta):
        verbose_name = _("Làm thay")
        ordering: ClassVar[list[str]] = ["person", "since", "id"]

    def __str__(self) -> str:
        return f"{self.form} position:{self.position_id}"

    def printed(self) -> str:
        """As it stands before a signature: "KT. GIÁM ĐỐC"."""
        return f"{self.form} {self.position.title.upper()}"


class SavedFilter(models.Model):
    """A list narrowed once and kept: `room_list` names the list ("plans.tasks"), `query` is its address."""

    owner = models.ForeignKey(
        Account, models.PROTECT, related_name="filters", verbose_name=_("Người lưu")
    )
    room_list = models.CharField(_("Danh sách"), max_length=60)
    name = models.CharField(_("Tên bộ lọc"), max_length=80)
    query = models.TextField(_("Điều kiện lọc"))
    unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Dùng chung trong đơn vị"),
    )  # fmt: skip  # shared with everybody working there

    class Meta:
        verbose_name = _("Bộ lọc đã lưu")
        ordering: ClassVar[list[str]] = ["room_list", "name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "room_list", "name"], name="one_filter_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
