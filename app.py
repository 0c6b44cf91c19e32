"""Care Market Workbench: the frame, the menu and the page."""

from lib.ui.wiping import wipe_what_is_freed

wipe_what_is_freed()  # before anything takes memory

from lib.ui import frame, purges  # noqa: E402

frame.set_up()
listed = frame.pages()
page = frame.chosen_page(listed)
purges.follow()
with frame.around(page, listed):
    page.run()
