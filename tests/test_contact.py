"""Contacts: what of a text tells how somebody can be reached, and what only looks like it."""

from __future__ import annotations

import pytest

from byline.contact import contacts


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ruft Herrn Öz an: 0151 2345678.", ["0151 2345678"]),
        ("T +49 4321 555-123", ["+49 4321 555-123"]),
        ("Call (0)113 4960 123 or 07700 900123, or 0044 113 4960123", ["07700 900123", "0044 113 4960123"]),
        ("(0211) 123-4567 oder 0211/123456, T:+492111234", ["(0211) 123-4567", "0211/123456", "+492111234"]),
        ("Tel.: 4321-55, Durchwahl 1930", ["Tel.: 4321-55", "Durchwahl 1930"]),
        ("Meine Handynummer ist 151 234567.", ["Handynummer ist 151 234567"]),
        ("Call 555-123-4567.", ["555-123-4567"]),
        ("n@x.example._ Max <max.muster@mail.example.org>", ["n@x.example", "max.muster@mail.example.org"]),
        ("[Mail](mailto:n@x.example)", ["n@x.example"]),
        ("date: 2026-11-30", []),
        ("Am 01.05.2026, am 01-05-2026 und am 01/05/2026 um 07:30", []),
        ("Von 0600 bis 1400 Uhr, 0,25 mm, 0.123456, 000", []),
        ("Teil 4711-123456, Auftrag 2026 123456, 1 234 567 Euro", []),
        ("Bei 10-20-30 Grad, Version 3.0.123456", []),
        ("Wir telefonierten 14 Tage, 40 Mal; das Telefon klingelte 2019.", []),
        ("Das Handy 2007 war neu, das von 2007 - 2010 auch, das Fax ist 1998 abgeschafft.", []),
        ("Telefon 24/7 besetzt, mobil 24 / 7", []),
        ("Das Telefon ist von Hand, Telefon 8-12 Uhr, Handy 1200 Euro", []),
        ("Tel.: 2030, Telefonnummer 2030, Telefon 4321 2008, Handy 2007 0151 2345678", ["Tel.: 2030", "Telefonnummer 2030", "Telefon 4321 2008", "Handy 2007 0151 2345678"]),
        ("Tel.-Nr. 4321-55, Handy-Nr.: 0151 2345678", ["Tel.-Nr. 4321-55", "Handy-Nr.: 0151 2345678"]),
        ("Teil 0815-4711-23, Bauteil 0815-4711-23, Teile-Nr.: 0815-4711-23, Artikel 0410-2200-15", []),
        ("Charge 0471100, GTIN 04012345678901, EAN: 04012345678901, Auftrag 0471100", []),
        ("Seriennummer 123 456 7890, Serien-Nr. 0471100, Rechnung Nr. 0042/2019-17, Nr. 0471100", []),
        ("Ersatzteile: 0800 1234567, für Teile: 0171 2345678", ["0800 1234567", "0171 2345678"]),
        ("Materialnummer 0410-2200-15, Sachnummer: 0410-2200-15, Kundennummer 0410220015, order number 0410-2200-15", []),
        ("Artikelnummern 0410-2200-15 und 0410-2200-16, Teile-Nr. 0410-2200-15, 0410-2200-16 und 0410-2200-17", []),
        ("Artikel 0410-2200-15, Tel. 0211 123456", ["Tel. 0211 123456"]),
        ("Part no. 0815-4711-23, item #0471100, batch 0471100, serial number 123 456 7890, invoice 0471100, no. 0471100", []),
        ("Abteilung: 0211 12345, Rufnummer 0211 12345", ["0211 12345", "0211 12345"]),
        ("Meine Nr. 0151 2345678, in charge: 07700 900123", ["0151 2345678", "07700 900123"]),
        ("Ein Plus von +20 000 000 Euro, +20 000 000 €; € +20 000 000", []),
        ("Um 0630 - 1415, 0630 1415 Uhr", []),
        ("Ruf an: 0151 2345678 8-10 Uhr", ["0151 2345678 8-10"]),
        ("Ada@Berg, @redaktion/lektorat", []),
        ("https://x.example/0151234567", []),
        ("![Das Tor](tor-0151234567.jpg)", []),
        ("0" * 5_000 + " " + "a" * 5_000, []),
    ],
)  # fmt: skip
def test_contacts_in_a_line(line: str, told: list[str]) -> None:
    assert list(contacts(line, set())) == told


def test_what_everybody_knows_is_not_told() -> None:
    assert list(contacts("Ada@x.example, eve@x.example", {"ada@x.example"})) == ["eve@x.example"]
