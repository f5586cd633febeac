"""How a Django form is drawn: `{{ form }}` and `{{ form.name.as_field_group }}` give our field, errors and hints.

The shape is the one GOV.UK tried on real people: a summary on top linking to each field, and the words of
the error between the label and the field.
"""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER, so that no page draws a field by hand."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"


# Said on every form: what to do, not what the field is.
forms.Field.default_error_messages["required"] = _("Cần ghi mục này.")
forms.FileField.default_error_messages["required"] = _("Cần chọn một tệp.")
forms.ChoiceField.default_error_messages["required"] = _("Cần chọn một mục.")


class Day(forms.DateField):
    """A legal day, typed dd/mm/yyyy. The browser's own date field would show mm/dd/yyyy on an English
    Windows, which is how 05/01 becomes the 1st of May; page.js adds a calendar to pick from."""

    widget = forms.DateInput(
        attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"},
        format="%d/%m/%Y",
    )
    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Ngày này không có trong lịch. Ghi dạng dd/mm/yyyy, ví dụ 05/01/2026.")
    }


def shape(field: forms.BoundField) -> str:
    """Which drawing a field gets: hidden, file, check, choices, day or line."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(field.field, forms.DateField):
        return "day"
    return "line"


def tell(form: forms.BaseForm, refusal: Exception) -> None:
    """What an action did not accept, in its own words: beside the field it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def faults(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the field, words) of every error, in the order of the fields; the id is empty for the whole form."""
    found = [("", str(words)) for words in form.non_field_errors()]
    return found + [
        (f.id_for_label or f.auto_id, f"{_named(str(f.label))} {words}")
        for f in form
        for words in f.errors
    ]


def _named(label: str) -> str:
    return label if label.endswith(("?", ":")) else f"{label}:"
