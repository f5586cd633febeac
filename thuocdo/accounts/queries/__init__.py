"""What pages and other rooms may ask about people."""

from thuocdo.accounts.queries.actors import actor_for, capacities, legal_day, roles

__all__ = ["actor_for", "capacities", "legal_day", "roles"]
