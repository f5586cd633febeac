"""The views of this room, side by side."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.design.parts import Step

EVERY = (
    ("tree", _("Cây tổ chức")),
    ("changes", _("Thay đổi")),
    ("groups", _("Nhóm đơn vị")),
    ("aliases", _("Tên gọi khác")),
    ("partners", _("Đơn vị bên ngoài")),
    ("this_year", _("Lịch làm việc")),
)


def tabs(here):
    return [Step(label, reverse(f"organisations:{name}"), name == here) for name, label in EVERY]
