"""The guard that every other browser test relies on: a request to another machine is stopped and written down."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_request_a_picture_and_a_socket_to_another_machine_are_stopped_and_written_down(visit):
    page = visit.open("about")
    for wanted in (
        "fetch('http://example.com/fetched').catch(() => 1)",
        "new Promise(done => { const p = new Image(); p.onerror = done; p.src = 'http://example.com/picture.png'; })",
        "new Promise(done => { const s = new WebSocket('ws://example.com/socket'); s.onclose = () => done(1); })",
    ):
        page.evaluate(wanted)
    assert [url.rpartition("/")[2] for url in visit.outside] == ["fetched", "picture.png", "socket"]
    visit.forgive()


def test_the_apps_own_fonts_and_scripts_come_from_the_app(visit):
    with visit.context.expect_event("requestfinished", lambda asked: asked.url.endswith(".woff2")) as waiting:
        visit.open("about")
    assert waiting.value.url.startswith(visit.address)
