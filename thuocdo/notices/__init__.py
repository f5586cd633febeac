"""Messages to people: outbox, channels, delivery log."""
