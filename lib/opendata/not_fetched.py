"""What a service did not give, as something to tell the user."""

from __future__ import annotations

import math

from lib.core import Problem, refusal
from lib.core.words import say_count

_LATER = "Press 'Go on' to try again: what has already arrived is not asked for again."


class NotFetched(Exception):  # noqa: N818 - an answer, not an error
    """Ends a fetch; ``problem`` is for the user."""

    def __init__(self, problem: Problem):
        super().__init__(problem.code)
        self.problem = problem


class NotThere(NotFetched):
    """What was asked for by its number is not there (answer 404): of one record of many, no reason to stop."""


def not_reached(host: str) -> NotFetched:
    """No answer: no network, a wall, or the service is down."""
    fix = f"{_LATER} If it never works, ask whoever looks after your network to allow {host}, or load a file instead."
    return NotFetched(refusal("service-not-reached", f"{host} could not be reached.", fix=fix))


def busy(host: str, seconds: float = 0.0) -> NotFetched:
    """Asked several times, and each time told to wait; or told to wait for longer than anybody would sit and watch."""
    minutes = say_count(math.ceil(seconds / 60), "minute")
    what = f"{host} asks to wait {minutes}." if seconds else f"{host} is busy or has a fault just now."
    return NotFetched(refusal("service-busy", what, fix=_LATER))


def used_up(host: str) -> NotFetched:
    """The key has asked as often as it may for now."""
    what = f"{host} has answered as many questions as it allows this subscription key for now."
    return NotFetched(refusal("service-busy", what, fix=f"Wait some hours. {_LATER}"))


def key_not_accepted(host: str) -> NotFetched:
    """The service did not know the key."""
    what = f"{host} did not accept the subscription key."
    return NotFetched(refusal("key-not-accepted", what, fix="Check the key and press 'Fetch' again."))


def refused(host: str, status: int) -> NotFetched:
    """An answer that asking again will not mend."""
    what = f"{host} refused the question (answer {status})."
    return NotFetched(refusal("service-refused", what, fix="The service may have changed: load a file instead."))


def not_there(host: str) -> NotThere:
    """The service has nothing under the address asked for."""
    return NotThere(refused(host, 404).problem)


def not_understood(host: str) -> NotFetched:
    """An answer of another kind than the service's documents promise."""
    what = f"{host} answered in a way the workbench does not understand. Nothing was changed."
    return NotFetched(refusal("answer-not-understood", what, fix="The service may have changed: load a file instead."))


def nothing_there(host: str, wanted: str) -> NotFetched:
    """An answer with nothing in it."""
    what = f"{host} has no {wanted} under this council's name or codes."
    return NotFetched(refusal("nothing-there", what, fix="Load a file instead."))
