"""How a Django form is drawn: `{{ form }}` and `{{ form.name.as_field_group }}` give our field, errors and hints.

The shape is the one GOV.UK tried on real people: a summary on top linking to each field, and the words of
the error between the label and the field.
"""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER, so that no page draws a field by hand."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"


class Day(forms.DateField):
    """A legal day: typed dd/mm/yyyy or picked; the browser sends ISO."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def shape(field: forms.BoundField) -> str:
    """Which drawing a field gets: hidden, file, check, choices or line."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "line"


def faults(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the field, words) of every error, in the order of the fields; the id is empty for the whole form."""
    found = [("", words) for words in form.non_field_errors()]
    return found + [
        (f.id_for_label or f.auto_id, f"{f.label}: {words}") for f in form for words in f.errors
    ]
