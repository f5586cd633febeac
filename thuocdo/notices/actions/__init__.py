"""Preparing messages, sending what is due, sending again."""

from thuocdo.notices.actions.preparing import prepare
from thuocdo.notices.actions.sending import resend, send_due

__all__ = ["prepare", "resend", "send_due"]
