"""The sentences of the papers that depend on the settings, in German and English."""

from __future__ import annotations

_GERMAN = {
    # was zählt
    "counted": "Ein Aufruf zählt, wenn die Seite drei Sekunden lang zu sehen war. Neu laden und zurückgehen zählt "
    "nicht. Browser, die keine Skripte ausführen, werden nicht gezählt.",
    "counted_pixel": "Ein Aufruf zählt, wenn die Seite drei Sekunden lang zu sehen war. Neu laden und zurückgehen "
    "zählt nicht. Browser, die keine Skripte ausführen, laden stattdessen ein unsichtbares Bild, und das zählt sofort, "
    "auch beim Neuladen. Auch manche Programme laden dieses Bild, etwa solche, die Seiten prüfen; nicht alle sind als "
    "Programm zu erkennen.",
    # wer Zahlen sieht
    "shown_everyone": "Auf der Seite einer Geschichte steht für alle eine gerundete Zahl, zum Beispiel „etwa 120 "
    "Aufrufe“. Wer die Geschichte geschrieben oder erzählt hat, sieht außerdem die gerundeten Zahlen nach Wochen.",
    "shown_authors": "Zahlen zu einer Geschichte sieht nur, wer sie geschrieben oder erzählt hat. Auf der Seite der "
    "Geschichte steht keine.",
    "shown_off": "Niemand bekommt Zahlen zu sehen.",
    "rules": "Gezeigt werden nur Tage, die vorbei sind. Zahlen sind auf ein Vielfaches von {step} abgerundet und "
    "erscheinen erst ab {threshold} Aufrufen. Können weniger als {least_reach} Menschen eine Geschichte lesen, hat sie "
    "keine Zahl. Summen, etwa für einen Monat oder ein Thema, gibt es erst, wenn der Monat vorbei ist, und nur, wenn "
    "mindestens {least_authors} Autor:innen dahinterstehen und niemand mehr als die Hälfte davon hat. Es gibt keine Rangliste und keinen Vergleich zwischen Menschen.",
    "rules_off": "Würde das geändert, dann gäbe es Zahlen erst ab {threshold} Aufrufen, auf ein Vielfaches von {step} "
    "abgerundet, nur von Tagen, die vorbei sind, und nur, wenn mindestens {least_reach} Menschen die Geschichte lesen "
    "können.",
    # wo genaue Zahlen liegen
    "exact_alone": "Genau stehen die Zahlen nur im Speicher des Zählers und in dessen Sicherung (`byline counter "
    "backup`), der einzigen genauen Kopie. Beide kann nur das Benutzerkonto des Dienstes lesen.",
    "exact_common": "Genau stehen die Zahlen nur im Speicher des Zählers, in der zentralen Datenbank und in der "
    "Sicherung (`byline counter backup`), der einzigen genauen Kopie. Speicher und Sicherung kann nur das "
    "Benutzerkonto des Dienstes lesen, die Datenbank außerdem, wer sie verwaltet.",
    "push_alone": "Die Zahlen liegen in einer Datei auf dem Rechner, der zählt.",
    "push_daily": "Die Summen abgeschlossener Tage liegen in einer zentralen Datenbank. Sie bekommt sie einmal am Tag, "
    "wenn der Tag vorbei ist.",
    "push_hourly": "Die Summen liegen in einer zentralen Datenbank, die sie jede Stunde bekommt. Deren Protokolle "
    "können zeigen, in welcher Stunde eine Geschichte wie oft aufgerufen wurde.",
    "tables_alone": "Zwei Tabellen, und keine weitere über Aufrufe (werden Aufrufe aus Protokollen des Webservers gezählt, mit "
    "`byline counter ingest`, dann steht in einer dritten, welche Dateien eines Protokolls gelesen sind, wie weit und bis "
    "zu welchem Tag; von dem, was in den Zeilen steht, nur, wie lang sie sind):",
    "tables_common": "Auf jeder Maschine und in der zentralen Datenbank zwei Tabellen, und keine weitere über Aufrufe. "
    "Was eine Maschine noch zu übergeben hat, steht bei ihr in zwei weiteren gleicher Art (`packed_views`, "
    "`packed_refused`). Damit nichts doppelt zählt, enthält eine Tabelle `batch` die Namen der letzten Übergaben; sie "
    "sind ausgewürfelt und sagen nichts.",
    "store_alone": "eine Datei (SQLite)",
    "store_daily": "eine zentrale Datenbank (PostgreSQL), täglich gefüllt",
    "store_hourly": "eine zentrale Datenbank (PostgreSQL), stündlich gefüllt",
    # wen man fragen kann
    "contacts": "Fragen beantworten: {contacts}.",
    "data_protection": "{data_protection} (Datenschutz)",
    "works_council": "{works_council} (Betriebsrat)",
    # Abweichungen
    "deviation_everyone": "- `show: everyone`: Alle sehen Zahlen zu Geschichten, hinter denen Menschen mit Namen "
    "stehen.",
    "deviation_threshold": "- `threshold: {threshold}`: Zahlen erscheinen schon ab {threshold} Aufrufen statt ab "
    "{usual_threshold}.",
    "deviation_pixel": "- `pixel: true`: Gezählt wird auch durch ein Bild, das manche Programme laden.",
    "deviation_hourly": "- `push: hourly`: Die Protokolle der zentralen Datenbank sind auf eine Stunde genau, nicht "
    "auf einen Tag.",
    "deviation_retention": "- `retention`: Zahlen bleiben länger oder länger so fein als mitgeliefert (siehe "
    "Einstellungen).",
    "no_deviation": "Keine.",
    "yes": "ja",
    "no": "nein",
}

_ENGLISH = {
    # what counts
    "counted": "A view counts when the page has been visible for three seconds. Reloading and going back does not "
    "count. Browsers that run no scripts are not counted.",
    "counted_pixel": "A view counts when the page has been visible for three seconds. Reloading and going back does "
    "not count. Browsers that run no scripts fetch an invisible picture instead, and that counts at once, also on "
    "reloading. Some programs fetch this picture too, such as those that scan pages; not all of them can be recognised "
    "as programs.",
    # who sees numbers
    "shown_everyone": "On the page of a story there is a rounded number for everyone, such as “about 120 views”. Those "
    "who wrote or told the story also see the rounded numbers by week.",
    "shown_authors": "Only those who wrote or told a story see its numbers. There is none on the story’s page.",
    "shown_off": "Nobody is shown any numbers.",
    "rules": "Only days that are over are shown. Numbers are rounded down to a multiple of {step}, and appear from "
    "{threshold} views on. If fewer than {least_reach} people could read a story, it has no number. Totals, such as "
    "for a month or a topic, exist only when the month is over, if at least {least_authors} authors are behind them and "
    "no one of them has more than half. There is no ranking, and "
    "no comparison between people.",
    "rules_off": "If that were changed, there would be numbers only from {threshold} views on, rounded down to a "
    "multiple of {step}, only of days that are over, and only if at least {least_reach} people could read the story.",
    # where exact numbers are
    "exact_alone": "Exact numbers are only in the counter’s store and in its backup (`byline counter backup`), the one "
    "exact copy. Only the service’s user account can read the two.",
    "exact_common": "Exact numbers are only in the counter’s store, in the central database and in the backup (`byline "
    "counter backup`), the one exact copy. Only the service’s user account can read store and backup; the database can "
    "also be read by those who administer it.",
    "push_alone": "The numbers are in a file on the machine that counts.",
    "push_daily": "The sums of closed days are kept in a central database. It is handed them once a day, when the day "
    "is over.",
    "push_hourly": "The sums are kept in a central database, which is handed them every hour. Its logs may show in "
    "which hour a story was viewed how often.",
    "tables_alone": "Two tables, and no other about views (where views are counted from the web server’s logs, `byline counter "
    "ingest`, a third one says which files of a log have been read, how far and up to which day; of what "
    "stands in the lines, only how long they are):",
    "tables_common": "On each machine and in the central database two tables, and no other about views. What a machine "
    "still has to hand over is in two more of the same kind there (`packed_views`, `packed_refused`). So that nothing "
    "counts twice, a table `batch` holds the names of what was handed over last; they are made of chance and tell "
    "nothing.",
    "store_alone": "a file (SQLite)",
    "store_daily": "a central database (PostgreSQL), filled daily",
    "store_hourly": "a central database (PostgreSQL), filled hourly",
    # whom to ask
    "contacts": "Questions are answered by {contacts}.",
    "data_protection": "{data_protection} (data protection)",
    "works_council": "{works_council} (works council)",
    # deviations
    "deviation_everyone": "- `show: everyone`: everyone sees numbers about stories that people stand behind by name.",
    "deviation_threshold": "- `threshold: {threshold}`: numbers appear from {threshold} views on instead of "
    "{usual_threshold}.",
    "deviation_pixel": "- `pixel: true`: views are also counted by a picture, which some programs fetch.",
    "deviation_hourly": "- `push: hourly`: the central database’s logs are exact to an hour, not to a day.",
    "deviation_retention": "- `retention`: numbers stay longer, or longer as fine, than as Byline comes (see the "
    "settings).",
    "no_deviation": "None.",
    "yes": "yes",
    "no": "no",
}

PIECES = {"de": _GERMAN, "en": _ENGLISH}

AMOUNTS = {
    "de": {"week": ("Woche", "Wochen"), "month": ("Monat", "Monaten")},
    "en": {"week": ("week", "weeks"), "month": ("month", "months")},
}
"""As they follow “nach” and “after”."""

SETTINGS = {
    "de": """\
| Einstellung | Wert | Bedeutung |
| --- | --- | --- |
| `reach` | {reach} | wie viele Menschen eine Geschichte lesen können, die nichts anderes sagt |
| `threshold` | {threshold} | ab so vielen Aufrufen erscheint eine Zahl |
| `show` | `{show}` | wer Zahlen sieht |
| `retention.days` | nach {days} | werden aus Tagen Wochen |
| `retention.weeks` | nach {weeks} | werden aus Wochen Monate |
| `retention.months` | nach {months} | ist alles gelöscht |
| `pixel` | {pixel} | ob auch Browser ohne Skripte gezählt werden |
| `store`, `push` | {kind_of_store} | wo die Zahlen liegen |""",
    "en": """\
| Setting | Value | What it means |
| --- | --- | --- |
| `reach` | {reach} | how many people could read a story that does not say otherwise |
| `threshold` | {threshold} | from so many views on there is a number |
| `show` | `{show}` | who sees numbers |
| `retention.days` | after {days} | days become weeks |
| `retention.weeks` | after {weeks} | weeks become months |
| `retention.months` | after {months} | everything is deleted |
| `pixel` | {pixel} | whether browsers without scripts are counted too |
| `store`, `push` | {kind_of_store} | where the numbers are |""",
}
"""The table that fact sheet and agreement end with."""
