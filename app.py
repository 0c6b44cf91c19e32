"""Care Market Workbench: the frame, the menu and the page."""

from lib.ui import frame

frame.set_up()
listed = frame.pages()
page = frame.chosen_page(listed)
with frame.around(page, listed):
    page.run()
