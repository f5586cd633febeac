import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đã đối chiếu văn bản gốc"),
                            ("secondary", "Theo nguồn thứ cấp"),
                            ("unconfirmed", "Chưa đối chiếu văn bản gốc"),
                        ],
                        default="confirmed",
                        max_length=12,
                        verbose_name="Đối chiếu",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Nguồn")),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="Mã")),
                ("name", models.CharField(max_length=250, verbose_name="Tên")),
                ("short", models.CharField(blank=True, max_length=60, verbose_name="Tên viết tắt")),
                (
                    "folded",
                    models.CharField(db_index=True, max_length=320, verbose_name="Chữ để tìm"),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="organisations.partner",
                        verbose_name="Đơn vị kế thừa",
                    ),
                ),
            ],
            options={
                "verbose_name": "Đơn vị bên ngoài",
                "ordering": ("name", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đã đối chiếu văn bản gốc"),
                            ("secondary", "Theo nguồn thứ cấp"),
                            ("unconfirmed", "Chưa đối chiếu văn bản gốc"),
                        ],
                        default="confirmed",
                        max_length=12,
                        verbose_name="Đối chiếu",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Nguồn")),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="Mã")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "Ủy ban nhân dân"),
                            ("agency", "Sở, ban, ngành"),
                            ("room", "Phòng chuyên môn, nghiệp vụ"),
                            ("bureau", "Phòng GD&ĐT quận, huyện"),
                            ("commune", "Xã, phường, đặc khu"),
                            ("school", "Trường học"),
                            ("centre", "Trung tâm"),
                            ("other", "Đơn vị khác"),
                        ],
                        max_length=12,
                        verbose_name="Loại",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="Thứ tự")),
            ],
            options={
                "verbose_name": "Đơn vị",
                "ordering": ("order", "id"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since__lte", models.F("until"))),
                        name="organisations_unit_since_until",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                ("path", models.CharField(db_index=True, max_length=200, verbose_name="Quy định")),
                ("edition", models.CharField(max_length=80, verbose_name="Bản")),
                ("text", models.TextField(verbose_name="Nội dung")),
                ("checksum", models.CharField(max_length=64, verbose_name="Mã kiểm")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=80, verbose_name="Số quyết định"),
                ),
                (
                    "decision_date",
                    models.DateField(blank=True, null=True, verbose_name="Ngày quyết định"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("in_force", "Đang áp dụng"),
                            ("replaced", "Đã được thay thế"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="Trạng thái",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_editions",
                        to="organisations.unit",
                        verbose_name="Cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Quy định riêng",
                "ordering": ("path", "since", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(choices=[("from", "Trước"), ("to", "Sau")], max_length=4),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="organisations.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                ("symbol", models.CharField(max_length=30, verbose_name="Ký hiệu văn bản")),
                ("place", models.CharField(max_length=80, verbose_name="Địa danh")),
                (
                    "head_title",
                    models.CharField(
                        default="Giám đốc", max_length=80, verbose_name="Chức vụ người đứng đầu"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seals",
                        to="organisations.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Con dấu",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đã đối chiếu văn bản gốc"),
                            ("secondary", "Theo nguồn thứ cấp"),
                            ("unconfirmed", "Chưa đối chiếu văn bản gốc"),
                        ],
                        default="confirmed",
                        max_length=12,
                        verbose_name="Đối chiếu",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Nguồn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("create", "Thành lập"),
                            ("merge", "Sáp nhập"),
                            ("split", "Chia tách"),
                            ("rename", "Đổi tên"),
                            ("transfer", "Chuyển đơn vị quản lý"),
                            ("abolish", "Giải thể"),
                        ],
                        max_length=10,
                        verbose_name="Thay đổi",
                    ),
                ),
                ("date", models.DateField(db_index=True, verbose_name="Từ ngày")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=80, verbose_name="Số quyết định"),
                ),
                (
                    "decision_date",
                    models.DateField(blank=True, null=True, verbose_name="Ngày quyết định"),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "units",
                    models.ManyToManyField(
                        related_name="changes",
                        through="organisations.ChangePart",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "Thay đổi tổ chức",
                "ordering": ("date", "id"),
            },
        ),
        migrations.AddField(
            model_name="changepart",
            name="change",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="organisations.unitchange",
            ),
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                ("name", models.CharField(max_length=250, verbose_name="Tên")),
                (
                    "folded",
                    models.CharField(db_index=True, max_length=250, verbose_name="Chữ để tìm"),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="Thứ tự")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="organisations.unit",
                        verbose_name="Cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Nhóm đơn vị",
                "ordering": ("order", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="organisations.unitgroup",
                        verbose_name="Nhóm đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Thành viên nhóm",
                "ordering": ("group", "unit", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                ("printed", models.CharField(max_length=250, verbose_name="Tên như in")),
                (
                    "key",
                    models.CharField(db_index=True, max_length=250, verbose_name="Chữ để khớp"),
                ),
                (
                    "general",
                    models.BooleanField(default=False, verbose_name="Không chỉ đơn vị nào"),
                ),
                (
                    "accepted_by",
                    models.PositiveBigIntegerField(null=True, verbose_name="Người xác nhận"),
                ),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="Xác nhận lúc")),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="organisations.partner",
                        verbose_name="Đơn vị bên ngoài",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="organisations.unit",
                        verbose_name="Cơ quan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="organisations.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="organisations.unitgroup",
                        verbose_name="Nhóm đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Tên gọi khác",
                "ordering": ("printed", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Đã đối chiếu văn bản gốc"),
                            ("secondary", "Theo nguồn thứ cấp"),
                            ("unconfirmed", "Chưa đối chiếu văn bản gốc"),
                        ],
                        default="confirmed",
                        max_length=12,
                        verbose_name="Đối chiếu",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Nguồn")),
                ("name", models.CharField(max_length=250, verbose_name="Tên")),
                ("short", models.CharField(blank=True, max_length=60, verbose_name="Tên viết tắt")),
                (
                    "folded",
                    models.CharField(db_index=True, max_length=320, verbose_name="Chữ để tìm"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="organisations.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Tên đơn vị",
                "ordering": ("unit", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitParent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="Từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="Đến hết ngày")),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.unit",
                        verbose_name="Đơn vị cấp trên",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parents",
                        to="organisations.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "Đơn vị cấp trên",
                "ordering": ("unit", "id"),
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_partner_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="localedition",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_localedition_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="localedition",
            constraint=models.UniqueConstraint(
                fields=("agency", "path", "edition"), name="one_text_per_local_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_agency_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("unit",), name="one_seal_now_on"
            ),
        ),
        migrations.AddConstraint(
            model_name="changepart",
            constraint=models.UniqueConstraint(
                fields=("change", "unit", "side"), name="one_part_per_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_unitgroup_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitgroup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("agency", "folded"),
                name="one_group_of_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_groupmember_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                fields=("group", "unit", "since"), name="one_membership_from_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("group", "unit"),
                name="one_membership_now_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="alias",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_alias_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="alias",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("general", False),
                        ("group", None),
                        ("partner", None),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("general", False),
                        ("group__isnull", False),
                        ("partner", None),
                        ("unit", None),
                    ),
                    models.Q(
                        ("general", False),
                        ("group", None),
                        ("partner__isnull", False),
                        ("unit", None),
                    ),
                    models.Q(("general", True), ("group", None), ("partner", None), ("unit", None)),
                    _connector="OR",
                ),
                name="alias_means_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="alias",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("agency", "key"),
                name="one_meaning_now_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_unitname_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.UniqueConstraint(
                fields=("unit", "since"), name="one_name_from_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("unit",), name="one_name_now_on"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitparent",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until"))),
                name="organisations_unitparent_since_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitparent",
            constraint=models.UniqueConstraint(
                fields=("unit", "since"), name="one_parent_from_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitparent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("unit",), name="one_parent_now_on"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitparent",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", models.F("parent")), _negated=True),
                name="not_its_own_parent",
            ),
        ),
    ]
