"""Files as users send them: good, bad and hostile."""

from __future__ import annotations

# A name that would run if it were ever taken for markup, a template, a formula or a picture in markdown.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "Elm `House` ${alert(1)}",
    '=HYPERLINK("http://example.com/x","Fir")',
    "![Oak](http://example.com/oak.png)",
    "</script><script>alert(1)</script>",
)

HEADINGS = "Location ID,Location Name,Postcode,Care homes beds,Provider Name,Local Authority"


def quoted(cell: str) -> str:
    """A cell as a spreadsheet writes it."""
    return '"' + cell.replace('"', '""') + '"'


def homes_csv(names: tuple[str, ...] = ("Ash House", "Birch House"), beds: int = 20) -> bytes:
    """A small register of homes in Sefton."""
    postcodes = ("PR8 3NX", "PR9 8SY", "L21 8JY", "PR8 6JH", "PR9 7TU")
    rows = [
        ",".join((f"1-{100 + n}", quoted(name), postcodes[n], str(beds + n), quoted(f"{name} Ltd"), "Sefton"))
        for n, name in enumerate(names)
    ]
    return "\r\n".join([HEADINGS, *rows, ""]).encode("utf-8")


def people_csv() -> bytes:
    """A list of people: two NHS numbers of the published test range, which must be refused."""
    rows = ("name,postcode,registered_beds,nhs", "A,PR8 3NX,3,943 476 5919", "B,PR9 8SY,4,943 476 5870", "")
    return "\r\n".join(rows).encode()  # new at each call: what is let go of is overwritten


PDF_NAMED_CSV = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
EOF = b""
