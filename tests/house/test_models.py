"""Tables: migrations written, personal columns declared."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

PERSONAL_NAMES = {"full_name", "phone", "email", "address", "id_number", "birth_date", "born"}


def ours() -> list[type[models.Model]]:
    return [m for room in settings.ROOMS for m in apps.get_app_config(room).get_models()]


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        pytest.fail("A model changed: thuocdo migrations (django-admin makemigrations) writes it.")


def test_personal_columns_are_declared():
    faults = [
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in model._meta.concrete_fields
        if (field.name in PERSONAL_NAMES or isinstance(field, models.EmailField))
        and field.name not in getattr(model, "PERSONAL", ())
    ]
    assert not faults, f"Declare PERSONAL and subject(): the log seals them under a key. {faults}"


def test_what_is_personal_has_a_subject():
    faults = [
        m.__name__ for m in ours() if getattr(m, "PERSONAL", ()) and not hasattr(m, "subject")
    ]
    assert not faults, f"subject() says whose key seals the personal columns: {faults}"


def test_no_text_form_of_a_row_shows_a_person():
    """`__str__` reaches logs and error pages."""
    faults = []
    for model in ours():
        personal = getattr(model, "PERSONAL", ())
        marked = model(**{f: "KÍN" for f in personal if "date" not in f and f != "born"})
        if personal and "KÍN" in str(marked):
            faults.append(model.__name__)
    assert not faults, f"__str__ must not contain a personal column: {faults}"
