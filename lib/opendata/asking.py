"""Asking one service, politely: one question at a time, again after a fault, never twice for the same."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, MutableMapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lib.core import Problem
from lib.opendata.not_fetched import (
    NotThere,
    busy,
    key_not_accepted,
    not_reached,
    not_there,
    not_understood,
    refused,
    used_up,
)
from lib.opendata.services import Service

#: Question -> answer, of one fetch: what has arrived before it was broken off.
Pieces = MutableMapping[str, bytes]
#: Called with the answers there are and the number expected.
Told = Callable[[int, int], None]
#: Called before each wait with the seconds it takes, and which try comes after it.
Waits = Callable[[float, int], None]

_SECONDS = 30
_TIMES = 4
_MOST_BYTES = 50_000_000
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 120.0
_FORBIDDEN, _NOT_THERE, _FEW_BYTES = 403, 404, 1_000
_IS_USED_UP = b"quota"  # how a gateway says that a key has asked as often as it may
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_KEY_HEADER = "Ocp-Apim-Subscription-Key"
_NAME = "care-market-workbench"


class Tally:
    """How many answers there are and how many are expected, over all services of one fetch; and each wait.

    ``problems`` are what the reader should know of an answer that could be used all the same.
    """

    def __init__(self, told: Told = lambda _done, _expected: None, waits: Waits = lambda _seconds, _turn: None):
        self._told, self._done, self._expected = told, 0, 0
        self.waits = waits
        self.problems: list[Problem] = []

    def expects(self, number: int) -> None:
        """So many more answers will be asked for."""
        self._expected += number

    def has_one_more(self) -> None:
        """One more answer is there."""
        self._done += 1
        self._told(self._done, max(self._expected, self._done))


class Asker:
    """Asks one service.

    Parameters
    ----------
    service
        The only service it will ask; it follows no answer to another machine.
    pieces
        Answers so far. A question that is in it is not asked again, so that a fetch goes on where it stopped.
    tally
        Counts the answers.
    key
        Subscription key, where the service needs one; sent in a header, kept nowhere.
    pause
        How to wait between two tries, in seconds.
    """

    def __init__(
        self,
        service: Service,
        pieces: Pieces,
        tally: Tally | None = None,
        key: str = "",
        pause: Callable[[float], None] = time.sleep,
    ):
        self.service = service
        self.pieces = pieces
        self.tally = tally or Tally()
        self._key, self._pause = key, pause

    def get(self, path: str, **parameters: str | int) -> bytes:
        """The answer to one question.

        Raises
        ------
        NotFetched
            When the service cannot be reached, refuses, or is still busy after four tries.
        """
        answer = self._held(self._address(path, parameters))
        self.tally.has_one_more()
        return answer

    def get_json(self, path: str, **parameters: str | int) -> Any:
        """The answer as JSON; one that is not JSON, or tells of a fault, is not kept.

        Map services send a fault as an answer (status 200): one that passes is asked again like any other.
        """
        for turn in range(_TIMES):
            answer = self._held(self._address(path, parameters))
            found = _object_in(answer)
            if "error" not in found:
                self.tally.has_one_more()
                return found
            self.forget(answer)
            if _fault_in(found) not in _PASSING:
                raise not_understood(self.service.host)
            if turn < _TIMES - 1:
                self._wait(_FIRST_WAIT * 2**turn, turn)
        raise busy(self.service.host)

    def get_json_if_there(self, path: str) -> Any:
        """The answer as JSON; ``None`` where the service has nothing under this address (answer 404)."""
        try:
            return self.get_json(path)
        except NotThere:
            self.tally.has_one_more()
            return None

    def _address(self, path: str, parameters: Mapping[str, str | int]) -> str:
        return f"{self.service.address}/{path}" + (f"?{urlencode(parameters)}" if parameters else "")

    def _held(self, address: str) -> bytes:
        if address not in self.pieces:
            self.pieces[address] = self._asked(address)
        return self.pieces[address]

    def forget(self, answer: bytes) -> None:
        """Ask again next time: this answer is of no use."""
        for address in [one for one, held in self.pieces.items() if held is answer]:
            del self.pieces[address]

    def _asked(self, address: str) -> bytes:
        for turn in range(_TIMES):
            try:
                return self._once(address)
            except HTTPError as fault:
                with fault:
                    wait = self._wait_after(fault, turn)
            except (URLError, HTTPException, OSError) as fault:
                if turn == _TIMES - 1:
                    raise not_reached(self.service.host) from fault
                wait = _FIRST_WAIT * 2**turn
            if turn < _TIMES - 1:
                self._wait(wait, turn)
        raise busy(self.service.host)

    def _wait(self, seconds: float, turn: int) -> None:
        """Wait before the next try, and say so first: a reader who sees nothing move thinks that nothing does."""
        self.tally.waits(seconds, turn + 2)
        self._pause(seconds)

    def _once(self, address: str) -> bytes:
        headers = {"User-Agent": _NAME, "Accept": "application/json, text/csv"}
        headers |= {_KEY_HEADER: self._key} if self._key else {}
        with _opener(self.service.host).open(Request(address, headers=headers), timeout=_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise not_understood(self.service.host)
        return content

    def _wait_after(self, fault: HTTPError, turn: int) -> float:
        """Seconds to wait before the next try; raises where another try is of no use."""
        if fault.code == _FORBIDDEN and _IS_USED_UP in fault.read(_FEW_BYTES).lower():
            raise used_up(self.service.host)
        if fault.code in (401, _FORBIDDEN):
            raise (
                key_not_accepted(self.service.host)
                if self.service.needs_key
                else refused(self.service.host, fault.code)
            )
        if fault.code == _NOT_THERE:
            raise not_there(self.service.host)
        if fault.code not in _PASSING:
            raise refused(self.service.host, fault.code)
        said = _seconds_in(fault.headers.get("Retry-After", "") if fault.headers else "")
        if said is not None and said > _LONGEST_WAIT:
            raise busy(self.service.host, said)
        return _FIRST_WAIT * 2**turn if said is None else said


def _seconds_in(said: str) -> float | None:
    """Seconds to wait, said as a number or as a time of day; ``None`` where neither is."""
    if said.strip().isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((until - datetime.now(UTC)).total_seconds(), 0.0) if until.tzinfo else None


def _object_in(answer: bytes) -> dict[str, Any]:
    """The JSON object in an answer; one with an ``error`` where there is none."""
    try:
        found = json.loads(answer)
    except (json.JSONDecodeError, UnicodeDecodeError):
        found = None
    return found if isinstance(found, dict) else {"error": "no object"}


def _fault_in(found: Mapping[str, Any]) -> int | None:
    """The code of a fault that was sent as an answer."""
    said = found["error"].get("code") if isinstance(found["error"], dict) else None
    return said if isinstance(said, int) else None


class _StayOnHost(HTTPRedirectHandler):
    """Follows a redirection on the same machine only: the user agreed to no other, nor does the key go there."""

    def __init__(self, host: str):
        self._host = host

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        there = urlsplit(newurl)
        if there.netloc != self._host or there.scheme != urlsplit(req.full_url).scheme:
            fp.close()
            raise refused(self._host, code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(host: str) -> Any:
    return build_opener(_StayOnHost(host))


def chunks(codes: list[str], size: int) -> list[list[str]]:
    """Codes in lists of at most ``size``: an address has an end."""
    return [codes[start : start + size] for start in range(0, len(codes), size)]


def only(record: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Some fields of a record, where it has them."""
    return {name: record[name] for name in names if name in record}
