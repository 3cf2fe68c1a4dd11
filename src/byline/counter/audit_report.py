"""What an audit says, in German and English: each part of the claim, whether it holds, and what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from byline.counter.finding import Finding

_TITLES = {
    "de": {
        "P1": "Wer liest und in welcher Reihenfolge, ändert nichts an dem, was gespeichert ist.",
        "P2": "Nichts Persönliches liegt auf der Platte: weder in den Daten noch im Journal, in Protokollen oder Zwischendateien.",
        "P3": "Der Teil, der zählt, erfährt nur die Geschichte und ob gezählt werden darf.",
        "P4": "Feiner als ein Tag ist keine Zeit gespeichert, und keine Reihenfolge.",
        "P5": "Auf dem Gerät der Lesenden bleibt nichts zurück.",
        "P6": "Wer „Do Not Track“ oder „Global Privacy Control“ einschaltet, wird nicht gezählt.",
        "P7": "Gezeigt wird nichts Genaues, nichts unter der Schwelle und nichts von einem Tag, der noch läuft.",
        "P8": "Was bestätigt wurde, geht nicht verloren, auch wenn der Dienst gewaltsam beendet wird.",
        "P9": "Nichts wird länger aufgehoben als versprochen.",
        "real": "Der echte Speicher sieht so aus, wie es hier steht.",
        "common": "Auch der gemeinsame Speicher sieht so aus, wie es hier steht, und wurde nicht öfter beschrieben.",
    },
    "en": {
        "P1": "Who reads, and in which order, changes nothing of what is stored.",
        "P2": "Nothing personal is on the disk: not in the data, the journal, logs or temporary files.",
        "P3": "The part that counts hears of the story, and whether it may be counted; of nothing else.",
        "P4": "No time finer than a day is stored, and no order.",
        "P5": "Nothing stays behind on a reader’s device.",
        "P6": "Whoever turns on Do Not Track or Global Privacy Control is not counted.",
        "P7": "Nothing exact is shown, nothing below the threshold, and nothing of a day that is not over.",
        "P8": "What has been acknowledged is not lost, not even when the service is killed.",
        "P9": "Nothing is kept for longer than was promised.",
        "real": "The real store is as it is described here.",
        "common": "So is the common store, and it was not written to more often.",
    },
}
_FACTS = {
    "de": {
        "hits": "gezählte Aufrufe",
        "orders": "Reihenfolgen",
        "dump": "eine Prüfsumme des Inhalts (SHA-256)",
        "copy": "eine Prüfsumme der Kopie (SHA-256)",
        "canaries": "Erkennungszeichen gesendet",
        "files": "durchsuchte Dateien",
        "traces": "davon wiedergefunden",
        "headers": "Kopfzeilen, die überhaupt angesehen werden",
        "file": "eine Prüfsumme der Datei (SHA-256)",
        "push": "Übergabe an einen gemeinsamen Speicher",
        "answer": "die ganze Antwort",
        "script": "Prüfsumme des Skripts (SHA-256)",
        "threshold": "Schwelle",
        "figures": "gezeigte Zahlen",
        "least": "die kleinste",
        "kills": "Abbrüche",
        "acknowledged": "bestätigte Aufrufe",
        "stored": "gespeicherte Aufrufe",
        "oldest-day": "ältester Tag, in Tagen",
        "oldest-week": "älteste Woche, in Tagen",
        "oldest-month": "ältester Monat, in Tagen",
        "store": "Datei des Speichers",
        "tables": "Tabellen",
        "logs": "Tabelle logs",
        "mode": "Rechte der Datei",
        "none": "keiner",
        "waiting": "Zeiträume, die noch zu übergeben sind",
        "reached": "Verbindung",
        "readers": "Rollen, die lesen dürfen",
        "machines": "Maschinen, die übergeben haben",
        "commits": "Spuren von Transaktionen, höchstens eine je Maschine und Tag (mit `hourly`: und Stunde)",
        "open": "Zeiträume darin, die noch laufen",
        "account": "Rolle des Zählers",
        "superuser": "darf alles; so viel braucht er nicht",
        "acting": "Tabellen mit Triggern oder Regeln",
        "away": "nicht zu erreichen",
        "address": "die Adresse ist nicht zu verstehen",
        "library": "das Paket asyncpg fehlt",
        "bare": "die Tabellen fehlen",
        "rights": "die Rechte reichen nicht",
        "logs-read": "wie weit Protokolle eines Webservers gelesen sind; von den Zeilen nur, wie lang sie sind",
        "unreadable": "für dieses Benutzerkonto nicht lesbar; als Benutzer des Dienstes ausführen",
        "daily": "einmal am Tag",
        "hourly": "jede Stunde: das weicht von dem ab, was versprochen ist",
    },
    "en": {
        "hits": "views counted",
        "orders": "orders",
        "dump": "one digest of the content (SHA-256)",
        "copy": "one digest of the copy (SHA-256)",
        "canaries": "marks sent",
        "files": "files searched",
        "traces": "of these found again",
        "headers": "headers that are looked at at all",
        "file": "one digest of the file (SHA-256)",
        "push": "handed to a common store",
        "answer": "the whole answer",
        "script": "digest of the script (SHA-256)",
        "threshold": "threshold",
        "figures": "figures shown",
        "least": "the least of them",
        "kills": "kills",
        "acknowledged": "views acknowledged",
        "stored": "views stored",
        "oldest-day": "oldest day, in days",
        "oldest-week": "oldest week, in days",
        "oldest-month": "oldest month, in days",
        "store": "file of the store",
        "tables": "tables",
        "logs": "table logs",
        "mode": "permissions of the file",
        "none": "none",
        "waiting": "periods that are still to be handed over",
        "reached": "connection",
        "readers": "roles that may read",
        "machines": "machines that have handed over something",
        "commits": "traces of transactions, at most one for each machine and day (with `hourly`: and hour)",
        "open": "periods in it that are not over",
        "account": "the counter’s role",
        "superuser": "may do everything; it does not need that much",
        "acting": "tables with triggers or rules",
        "away": "cannot be reached",
        "address": "the address cannot be understood",
        "library": "the package asyncpg is missing",
        "bare": "the tables are missing",
        "rights": "not enough rights",
        "logs-read": "how far logs of a web server have been read; of the lines only how long they are",
        "unreadable": "cannot be read by this account; run the audit as the service’s user",
        "daily": "once a day",
        "hourly": "every hour: this departs from what is promised",
    },
}
_VERDICTS = {
    "de": {True: "hält", False: "HÄLT NICHT", None: "NICHT ANGESEHEN"},
    "en": {True: "holds", False: "DOES NOT HOLD", None: "NOT LOOKED AT"},
}
_NAMES = {
    "de": {"real": "echter Speicher", "common": "gemeinsamer Speicher"},
    "en": {"real": "the real store", "common": "the common store"},
}
_LAST = {
    "de": (
        "Alles, was versprochen ist, hält.",
        "Nicht alles, was versprochen ist, hält: {parts}.",
        (
            "Was angesehen wurde, hält. Der echte Speicher ist nicht dabei, denn wo er liegen soll, liegt keiner: `counter.store` in "
            "der config.yaml oder BYLINE_COUNTER_STORE muss dasselbe sagen wie für den Dienst."
        ),
    ),
    "en": (
        "Everything that is promised holds.",
        "Not everything that is promised holds: {parts}.",
        (
            "What was looked at holds. The real store is not part of it, since there is none where it should be: `counter.store` in "
            "config.yaml, or BYLINE_COUNTER_STORE, has to say the same as for the service."
        ),
    ),
}


def lines(finding: Finding, language: str) -> str:
    """One part of the report."""
    verdict = _VERDICTS[language][finding.good]
    names = _FACTS[language]
    name = f"{finding.part}  " if finding.part.startswith("P") else "    "
    facts = "".join(f"      {names[key]}: {names.get(value, value)}\n" for key, value in finding.facts.items())
    return f"{name}{_TITLES[language][finding.part]} — {verdict}\n{facts}"


def conclusion(findings: Sequence[Finding], language: str) -> str:
    """The report's last line."""
    bad = [_NAMES[language].get(finding.part, finding.part) for finding in findings if finding.good is False]
    whole, broken, partial = _LAST[language]
    if bad:
        return broken.format(parts=", ".join(bad))
    return whole if all(finding.good for finding in findings) else partial
