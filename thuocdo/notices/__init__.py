"""Messages to people, and what became of each.

A room that must tell somebody something calls `notices.actions.prepare` inside its own action: the message
enters the outbox with the deed or not at all. The work process sends what is due over a channel (mail
ships; others are added under `contrib/`), tries again with growing pauses, and writes down every attempt.
Life cycle: waiting → sent, or failed after the last attempt or a refusal by the receiving server. The page
*Thư đi* shows administrators each message that did not arrive, why, and *Gửi lại*.
A key makes a message unique: preparing it twice sends it once. What the room does not do: decide who is
told what; that is the business of the room that knows.
"""
