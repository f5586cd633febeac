"""One person: what they hold, and everything an administrator does about it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from thuocdo.accounts import access, actions, queries
from thuocdo.accounts.access import (
    ERASE_PERSON,
    GIVE_POSITION,
    GRANT_ROLE,
    MANAGE_ACCOUNTS,
    MANAGE_PEOPLE,
    SEE_PEOPLE,
)
from thuocdo.accounts.models import Account, Acting, Person, Position, RoleGrant, holding
from thuocdo.accounts.web import forms
from thuocdo.audit.access import needs
from thuocdo.audit.queries import history
from thuocdo.organisations.queries import name_on


def seen(request, pk):
    """The person, where this actor sees them; 404 alike for none and not allowed."""
    return get_object_or_404(Person, access.visible_to(request.by), pk=pk)


def acted_for(person, on):
    """Positions held today by others that carry some power: whom one may act for."""
    held = Position.objects.filter(holding(on)).exclude(person=person).exclude(roles=[])
    rows = list(held.select_related("person").order_by("person__folded", "id"))
    names = name_on({p.unit_id for p in rows}, on)
    return [(p.pk, f"{p.title}, {names.get(p.unit_id, '')} ({p.person.full_name})") for p in rows]


def blank(request, person):
    """Every form of the page, empty."""
    on, reach = request.today, request.by.reach(GIVE_POSITION.roles)
    today = {"since": on}
    known = {"name": person.full_name, "phone": person.phone, "email": person.email}
    return {
        "edit": forms.PersonForm(initial=known),
        "position": forms.PositionForm(on=on, reach=reach, initial=today),
        "acting": forms.ActingForm(positions=acted_for(person, on), initial=today),
        "role": forms.RoleForm(on=on, reach=reach, initial=today),
        "account": forms.AccountForm(),
        "password": forms.PasswordForm(),
    }


def page(request, person, **bound):
    """The person's page; `bound` is the form in trouble, by its name, shown open."""
    manages = access.may(request.by, MANAGE_PEOPLE, person) and person.erased_at is None
    shown = {
        "profile": queries.profile(person, request.today),
        "forms": {**(blank(request, person) if manages else {}), **bound},
        "opened": next(iter(bound), ""),
        "trouble": next(iter(bound.values()), None),
        "manages": manages,
        "history": history([person.subject()]) if manages else [],
    }
    return render(request, "accounts/person.html", shown, status=422 if bound else 200)


@needs(SEE_PEOPLE)
def person(request, pk):
    return page(request, seen(request, pk))


def doing(request, pk, name, form, action, **more):
    """One form of the page behind one action."""
    if form.does(action, by=request.by, at=request.at, **more):
        return redirect("accounts:person", pk)
    return page(request, seen(request, pk), **{name: form})


@needs(MANAGE_PEOPLE)
@require_POST
def edit(request, pk):
    return doing(
        request, pk, "edit", forms.PersonForm(request.POST), actions.update_person, person=pk
    )


@needs(GIVE_POSITION)
@require_POST
def position(request, pk):
    form = forms.PositionForm(
        request.POST, on=request.today, reach=request.by.reach(GIVE_POSITION.roles)
    )
    return doing(request, pk, "position", form, actions.give_position, person=pk)


@needs(GIVE_POSITION)
@require_POST
def acting(request, pk):
    others = acted_for(seen(request, pk), request.today)
    form = forms.ActingForm(request.POST, positions=others)
    return doing(request, pk, "acting", form, actions.set_acting, person=pk)


@needs(GRANT_ROLE)
@require_POST
def role(request, pk):
    form = forms.RoleForm(request.POST, on=request.today, reach=request.by.reach(GRANT_ROLE.roles))
    return doing(request, pk, "role", form, actions.grant_role, person=pk)


@needs(MANAGE_ACCOUNTS)
@require_POST
def account(request, pk):
    form = forms.AccountForm(request.POST)
    return doing(request, pk, "account", form, actions.create_account, person=pk)


@needs(ERASE_PERSON)
@require_POST
def erase(request, pk):
    return doing(request, pk, "erase", forms.Doing(request.POST), actions.erase_person, person=pk)


@needs(GIVE_POSITION)
@require_POST
def end_position(request, pk):
    row = get_object_or_404(Position, pk=pk)
    form = forms.EndForm(request.POST)
    return doing(request, row.person_id, "end", form, actions.end_position, position=pk)


@needs(GIVE_POSITION)
@require_POST
def end_acting(request, pk):
    row = get_object_or_404(Acting, pk=pk)
    form = forms.EndForm(request.POST)
    return doing(request, row.person_id, "end", form, actions.end_acting, acting=pk)


@needs(GRANT_ROLE)
@require_POST
def revoke(request, pk):
    row = get_object_or_404(RoleGrant, pk=pk)
    form = forms.EndForm(request.POST)
    return doing(request, row.person_id, "end", form, actions.revoke, grant=pk)


def unit_login(request, pk):
    """A unit account of the administrator's reach, or 404."""
    logins, reach = Account.objects.filter(shared=True), request.by.reach(MANAGE_ACCOUNTS.roles)
    return get_object_or_404(logins if reach is None else logins.filter(unit__in=reach), pk=pk)


def unit_page(request, login, trouble=None, **bound):
    shown = {
        "login": login,
        "place": name_on([login.unit_id], request.today).get(login.unit_id, ""),
        "password": forms.PasswordForm(),
        "history": history([login.subject()]),
        "trouble": trouble,
        "opened": next(iter(bound), ""),
        **bound,
    }
    status = 422 if bound else 200
    return render(request, "accounts/unit_account.html", shown, status=status)


@needs(MANAGE_ACCOUNTS)
def unit_account(request, pk):
    return unit_page(request, unit_login(request, pk))


def with_login(request, pk, name, form, action):
    """An action on an account: back to its person, or to the unit account."""
    login = get_object_or_404(Account, pk=pk)
    if login.person_id is not None:
        return doing(request, login.person_id, name, form, action, account=pk)
    login = unit_login(request, pk)
    if form.does(action, by=request.by, at=request.at, account=pk):
        return redirect("accounts:unit_account", pk)
    return unit_page(request, login, None if name == "password" else form, **{name: form})


@needs(MANAGE_ACCOUNTS)
@require_POST
def lock(request, pk):
    return with_login(request, pk, "lock", forms.Doing(request.POST), actions.lock_account)


@needs(MANAGE_ACCOUNTS)
@require_POST
def unlock(request, pk):
    return with_login(request, pk, "lock", forms.Doing(request.POST), actions.unlock_account)


@needs(MANAGE_ACCOUNTS)
@require_POST
def password(request, pk):
    form = forms.PasswordForm(request.POST)
    return with_login(request, pk, "password", form, actions.reset_password)


@needs(MANAGE_ACCOUNTS)
@require_POST
def factor(request, pk):
    return with_login(request, pk, "lock", forms.Doing(request.POST), actions.reset_second_factor)
