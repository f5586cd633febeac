from django.urls import path

from thuocdo.organisations.web import calendar, changing, groups, naming, tree

app_name = "organisations"
urlpatterns = [
    path("to-chuc/", tree.tree, name="tree"),
    path("to-chuc/them/", tree.create, name="create"),
    path("to-chuc/nap-mau/", tree.load, name="load"),
    path("to-chuc/don-vi/<int:pk>/", tree.unit, name="unit"),
    path("to-chuc/don-vi/<int:pk>/con-dau/", tree.seal, name="seal"),
    path("to-chuc/thay-doi/", changing.changes, name="changes"),
    path("to-chuc/thay-doi/<int:pk>/quyet-dinh/", changing.decision, name="decision"),
    path("to-chuc/thay-doi/<slug:way>/", changing.change, name="change"),
    path("to-chuc/nhom/", groups.groups, name="groups"),
    path("to-chuc/nhom/them/", groups.create, name="add_group"),
    path("to-chuc/nhom/<int:pk>/", groups.group, name="group"),
    path("to-chuc/nhom/<int:pk>/thanh-vien/", groups.members, name="members"),
    path("to-chuc/nhom/<int:pk>/ket-thuc/", groups.end, name="end_group"),
    path("to-chuc/ten-goi/", naming.aliases, name="aliases"),
    path("to-chuc/ten-goi/them/", naming.add_alias, name="add_alias"),
    path("to-chuc/ten-goi/<int:pk>/xoa/", naming.remove_alias, name="remove_alias"),
    path("to-chuc/ben-ngoai/", naming.partners, name="partners"),
    path("to-chuc/ben-ngoai/them/", naming.add_partner, name="add_partner"),
    path("to-chuc/ben-ngoai/<int:pk>/ket-thuc/", naming.end_partner, name="end_partner"),
    path("to-chuc/lich/", calendar.this_year, name="this_year"),
    path("to-chuc/lich/<int:year>/", calendar.year, name="year"),
    path("to-chuc/lich/<int:year>/ngay/", calendar.put, name="put_day"),
    path("to-chuc/lich/<int:year>/bo/", calendar.drop, name="drop_day"),
]
