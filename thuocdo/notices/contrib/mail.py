"""Mail over the agency's own server."""

from __future__ import annotations

import hashlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from thuocdo.notices.models import Message
from thuocdo.notices.rules import Undelivered

REFUSED_FROM = 500  # SMTP: 5xx is a refusal for good, 4xx a request to come back (RFC 5321, 4.2.1)


class Mail:
    def lacking(self) -> str:
        if not settings.EMAIL_HOST:
            return "Chưa khai báo máy chủ thư: đặt THUOCDO_MAIL_HOST rồi khởi động lại."
        if not settings.DEFAULT_FROM_EMAIL:
            return "Chưa khai báo địa chỉ gửi: đặt THUOCDO_MAIL_FROM rồi khởi động lại."
        return ""

    def send(self, message: Message) -> None:
        mail = EmailMessage(message.title, message.text, to=[message.address])
        # The same for every attempt: a mailbox that got it already can tell.
        digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        mail.extra_headers["Message-ID"] = f"<{digest}@{domain}>"
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            code, _ = next(iter(refusal.recipients.values()))
            final = code >= REFUSED_FROM
            raise Undelivered(
                f"Máy chủ từ chối địa chỉ nhận (mã {code}).", final=final
            ) from refusal
        except smtplib.SMTPAuthenticationError as refusal:
            raise Undelivered(
                f"Máy chủ thư không nhận tên, mật khẩu (mã {refusal.smtp_code})."
            ) from refusal
        except smtplib.SMTPResponseException as refusal:
            raise Undelivered(f"Máy chủ thư trả lời mã {refusal.smtp_code}.") from refusal
        except (smtplib.SMTPException, OSError) as trouble:
            raise Undelivered(
                f"Không nối được máy chủ thư ({type(trouble).__name__})."
            ) from trouble
