"""Offices and the days on which they were held."""

from datetime import date

from demarche.actors.record import Actor, Role


def role_on(actor: Actor, day: date) -> Role | None:
    """The office or part that the actor had on that day, None if it had none.

    Of several the one that began last counts; a role without a first or last day is open on that side.
    """
    held = [role for role in actor.roles if (role.start or date.min) <= day < (role.end or date.max)]
    return max(held, key=lambda role: role.start or date.min, default=None)


def role_before(actor: Actor, day: date) -> Role | None:
    """The role that ended last on or before that day, None if none had ended."""
    past = [role for role in actor.roles if role.end is not None and role.end <= day]
    return max(past, key=lambda role: role.end or date.min, default=None)
