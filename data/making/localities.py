"""Which wards make up each example home care locality. Sefton's and Knowsley's wards are those of April 2025."""

from __future__ import annotations

from collections.abc import Mapping

SEFTON: Mapping[str, str] = {
    "Locality 1": "Ainsdale; Birkdale; Cambridge; Duke's; Kew; Meols; Norwood",
    "Locality 2": "Blundellsands; Church; Harington; Manor; Ravenmeols; Victoria",
    "Locality 3": "Derby; Ford; Linacre; Litherland; Molyneux; Netherton and Orrell; Park; St. Oswald; Sudell",
}

KNOWSLEY: Mapping[str, str] = {
    "Example zone 1": "Cherryfield; Northwood; Shevington; Whitefield",
    "Example zone 2": "Page Moss; Roby; St. Gabriels; St. Michaels; Stockbridge; Swanside",
    "Example zone 3": "Halewood North; Halewood South; Prescot North; Prescot South; Whiston & Cronton",
}

LIVERPOOL: Mapping[str, str] = {
    "Example locality 1": (
        "Anfield; Clubmoor East; Clubmoor West; County; Croxteth; Croxteth Country Park; Everton East; "
        "Everton North; Everton West; Fazakerley East; Fazakerley North; Fazakerley West; Kirkdale East; "
        "Kirkdale West; Norris Green; Orrell Park; Sandfield Park; Tuebrook Breckside Park; Tuebrook Larkhill; "
        "Vauxhall; Walton; West Derby Deysbrook; West Derby Leyfield; West Derby Muirhead; Yew Tree"
    ),
    "Example locality 2": (
        "Arundel; Broadgreen; Brownlow Hill; Canning; City Centre North; City Centre South; Dingle; Edge Hill; "
        "Festival Gardens; Greenbank Park; Kensington & Fairfield; Knotty Ash & Dovecot Park; Old Swan East; "
        "Old Swan West; Penny Lane; Princes Park; Sefton Park; Smithdown; Stoneycroft; Toxteth; "
        "Waterfront North; Waterfront South; Wavertree Garden Suburb; Wavertree Village"
    ),
    "Example locality 3": (
        "Aigburth; Allerton; Belle Vale; Calderstones; Childwall; Church; Garston; Gateacre; "
        "Grassendale & Cressington; Mossley Hill; Much Woolton & Hunts Cross; Speke; Springwood; St. Michaels; "
        "Woolton Village"
    ),
}


def ward_to_locality(wards: Mapping[str, str]) -> dict[str, str]:
    """``{'Ainsdale': 'Locality 1', …}``: each ward in one locality."""
    pairs = [(ward, name) for name, listed in wards.items() for ward in listed.split("; ")]
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a ward stands in two localities")
    return dict(pairs)
