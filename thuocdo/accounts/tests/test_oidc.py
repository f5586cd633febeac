"""Sign-in through the agency's own provider, the provider played by a stand-in."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from thuocdo.accounts.models import Account
from thuocdo.audit.models import Entry
from thuocdo.config import signin

pytestmark = pytest.mark.django_db
SERVER = "https://sso.haiphong.example"
CONFIG = {
    "authorization_endpoint": f"{SERVER}/auth",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/userinfo",
    "issuer": SERVER,
}


@pytest.fixture
def provider(settings, monkeypatch):
    """The provider's answers; what it says of the user is changed by the test."""
    option = {
        **dict.fromkeys(("OIDC_SECRET", "PROXIES"), 0), "OIDC_NAME": "Cổng thành phố",
        "OIDC_SERVER": SERVER, "OIDC_CLIENT": "thuocdo",
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = signin.settings(option)["SOCIALACCOUNT_PROVIDERS"]
    claims = {"sub": "77", "preferred_username": "an"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", CONFIG)
    monkeypatch.setattr(
        "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token",
        lambda self, code, **more: {"access_token": "x", "token_type": "bearer"},
    )
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda self, token: claims)
    return claims


def come_back(client):
    """To the provider and back with a code; the answer of the callback."""
    away = client.post("/accounts/oidc/agency/login/")
    assert away["Location"].startswith(f"{SERVER}/auth?")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = "/accounts/oidc/agency/login/callback/"
    return client.get(back, {"code": "c", "state": asked["state"][0]})


def test_the_door_offers_the_provider_by_its_name(client, provider):
    assert "Đăng nhập bằng Cổng thành phố" in client.get("/accounts/login/").content.decode()


def test_without_one_nothing_is_offered(client):
    assert "Đăng nhập bằng" not in client.get("/accounts/login/").content.decode()


def test_the_account_of_that_name_is_opened_and_remembered(client, provider, someone):
    account = someone("officer", username="an")
    assert come_back(client).status_code == 302
    assert client.get("/tai-khoan/").wsgi_request.user == account
    client.post("/accounts/logout/")
    provider["preferred_username"] = "renamed"
    come_back(client)
    assert client.get("/tai-khoan/").wsgi_request.user == account
    assert SocialAccount.objects.count() == 1
    assert list(Entry.objects.values_list("verb", flat=True)) == [
        "accounts.sign_in", "accounts.sign_out", "accounts.sign_in",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["khong-co", ""])
def test_who_has_no_account_here_gets_none(client, provider, someone, name):
    someone("officer", username="an")
    provider["preferred_username"] = name
    answer = come_back(client)
    assert "chưa có tài khoản" in answer.content.decode()
    assert client.get("/tai-khoan/").status_code == 302
    assert (Account.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_a_locked_account_stays_locked(client, provider, someone):
    account = someone("officer", username="an")
    account.is_active = False
    account.save()
    come_back(client)
    assert client.get("/tai-khoan/").status_code == 302
