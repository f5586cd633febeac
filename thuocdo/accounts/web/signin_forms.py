"""allauth's forms with our labels; nothing else is changed."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.rules.passwords import LEAST


def relabel(form, **labels):
    """Labels above the fields, no words inside them."""
    for name, label in labels.items():
        if field := form.fields.get(name):
            field.label = label
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class SignIn(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, login=_("Tên đăng nhập"), password=_("Mật khẩu"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "autofocus": True}


class Again(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, password=_("Mật khẩu"))


class NewPassword(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(
            self,
            oldpassword=_("Mật khẩu hiện tại"),
            password1=_("Mật khẩu mới"),
            password2=_("Nhập lại mật khẩu mới"),
        )
        self.fields["password1"].help_text = (
            _("Ít nhất %d ký tự, có chữ hoa, chữ thường, chữ số và ký tự đặc biệt.") % LEAST
        )

    def clean(self):
        given = super().clean()
        if given.get("password1") and given["password1"] == given.get("oldpassword"):
            self.add_error("password1", _("Mật khẩu mới phải khác mật khẩu hiện tại."))
        return given


class _Coded:
    label = _("Mã xác thực")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self, code=self.label)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class Code(_Coded, mfa.AuthenticateForm):
    label = _("Mã 6 chữ số trên điện thoại, hoặc một mã dự phòng")


class CodeAgain(_Coded, mfa.ReauthenticateForm):
    label = _("Mã 6 chữ số trên điện thoại, hoặc một mã dự phòng")


class FirstCode(_Coded, totp.ActivateTOTPForm):
    label = _("Mã 6 chữ số đang hiện trong ứng dụng")
