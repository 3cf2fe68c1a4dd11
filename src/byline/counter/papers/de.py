"""Die Papiere auf Deutsch. In geschweiften Klammern steht, was aus den Einstellungen kommt."""

NOTICE = """\
# Wie wir Aufrufe zählen

„{title}“ zählt, wie oft eine Geschichte aufgerufen wird. Der Zähler weiß nicht, wer sie liest.

## Was gespeichert wird

- Für jede Geschichte und jeden Tag eine Zahl: wie oft sie aufgerufen wurde.
- Für jeden Tag, wie viele Anfragen nicht gezählt wurden, nach Gründen: von Programmen (Robotern), nur vorab geladen, \
im Browser abgelehnt, von einer fremden Seite, zu einer unbekannten Geschichte, über der Obergrenze.

Sonst nichts. Der Zähler speichert keine Adresse deines Rechners, nichts über deinen Browser, keinen Namen und keine \
Uhrzeit. Ein Tag geht von Mitternacht bis Mitternacht ({zone}).

{counted}

{push}

## Was auf deinem Gerät geschieht

Der Zähler legt nichts auf deinem Gerät ab: keine Cookies und auch sonst nichts. Falls das Portal verschiedene \
Farbschemata hat und du selbst eines wählst, merkt sich dein Gerät diese Wahl. Mit dem Zähler hat das nichts zu tun.

Hast du in deinem Browser „Do Not Track“ oder „Global Privacy Control“ eingeschaltet, dann meldet das Skript der Seite \
dem Zähler nichts. Kommt trotzdem eine Anfrage an, wird kein Aufruf gezählt. Dann steigt nur die Zahl der Ablehnungen \
dieses Tages um eins.

## Wer Zahlen sieht

{shown}

{rules}

{exact}

## Wie lange

Nach {days} werden aus den Zahlen der Tage Zahlen für ganze Wochen, nach {weeks} Zahlen für ganze Monate. Nach \
{months} löscht der Zähler auch diese.

## Was der Zähler nicht ändern kann

Jeder Webserver erfährt die Adresse deines Rechners, sonst könnte er dir keine Seite schicken. Ob er oder ein anderes \
Gerät im Firmennetz sie aufschreibt, liegt nicht am Zähler. Und ein Aufruf heißt nicht, dass jemand gelesen hat.

## Nachprüfen und fragen

Was hier steht, lässt sich nachprüfen, mit dem Befehl `byline counter audit`.

{contacts}
"""

FACTS = """\
# Der Zähler von „{title}“: Datenblatt für Betriebsrat und Datenschutz

Dieses Blatt ist aus den geltenden Einstellungen von {address} gemacht (`byline counter notice`). Es ist keine \
Rechtsberatung.

## Zweck

Wer eine Geschichte erzählt, soll erfahren, dass sie ankommt, und die Redaktion, welche Themen gefragt sind. Verhalten \
oder Leistung von Beschäftigten festzustellen oder zu vergleichen ist kein Zweck.

## Was gespeichert wird

{tables}

| Tabelle | Spalten | Beispiel |
| --- | --- | --- |
| `views` | Geschichte, Zeitraum, Anzahl | `2026-karton-zu-leicht`, `2026-11-23`, 41 |
| `refused` | Grund, Zeitraum, Anzahl | `robot`, `2026-11-23`, 7 |

Der Zeitraum ist ein Tag, später eine Woche oder ein Monat. Tage beginnen und enden um Mitternacht ({zone}). Gründe \
sind `robot` (Programm), `prefetch` (vorab geladen), `opted-out` (im Browser abgelehnt), `foreign` (von einer fremden \
Seite), `unknown` (keine Geschichte dieser Ausgabe) und `capped` (über der Obergrenze).

{counted}

{push}

## Was nicht gespeichert wird

- Eine einzige kleine Funktion liest eine Anfrage. Sie sieht sich die Werte von zehn Kopfzeilen an (`DNT`, `Sec-GPC`, \
`Sec-Purpose`, `Purpose`, `X-Purpose`, `X-Moz`, `Sec-Fetch-Site`, `Origin`, `Host`, `User-Agent`) und gibt zweierlei \
weiter: die Geschichte und, falls nicht gezählt wird, den Grund. Mehr erfährt der Teil nicht, der zählt. Die \
Browserkennung dient nur dazu, Programme zu erkennen; sie wird im Arbeitsspeicher beurteilt und nicht behalten. Der \
Dienst selbst sieht nur an, wonach gefragt wird und ob etwas mitgeschickt wird.
- Nie angesehen und nie behalten werden Netzwerkadresse, Cookies, Anmeldung, Sprache und die Seite, von der jemand kommt.
- Nie gespeichert werden Netzwerkadresse, Browserkennung, Gerät, Name, Anmeldung, Uhrzeit, Reihenfolge, Kennungen für \
Besuche oder Sitzungen, auch nicht verschlüsselt oder als Prüfsumme.

## Die Zusage, und wie man sie selbst prüft

> Der Zähler speichert eine Zahl je Geschichte und Tag, dazu Summen dessen, was er nicht gezählt hat, nach Grund und \
Tag; sonst nichts. Wer auch immer liest und in welcher Reihenfolge: Dieselben Aufrufe hinterlassen denselben Auszug \
und dieselbe Sicherung.

`byline counter audit` prüft alle neun Teile mit den geltenden Einstellungen auf einem leeren Übungsspeicher und \
berichtet Teil für Teil, mit Prüfsummen. Die echten Dateien werden dabei nur gelesen.

| Teil | Was zugesagt wird | Was die Prüfung tut |
| --- | --- | --- |
| P1 | Wer liest, ändert nichts am Gespeicherten. | Adressen, Browser, Sprachen, Cookies und Anmeldungen unter 10000 \
Aufrufen vertauschen: Der Auszug hat immer dieselbe Prüfsumme. Die laufende Datei selbst kann innerhalb eines Tages \
von der Reihenfolge abhängen; ist der Tag vorbei, wird sie neu geschrieben. |
| P2 | Nichts Persönliches liegt auf der Platte. | Tausend erfundene Adressen, Kennungen und Namen senden, dann in \
Daten, Journal, Protokollen und Zwischendateien danach suchen, auch in anderer Schreibweise (Hex, Base64). |
| P3 | Was der zählende Teil nicht erfährt, kann er nicht speichern. | Eine Anfrage übergeben, die Alarm schlägt, \
sobald etwas anderes angefasst wird. |
| P4 | Feiner als ein Tag wird keine Zeit gespeichert, und keine Reihenfolge. | Nach jedem Schreiben ist \
das Journal leer; dieselben Aufrufe in anderer Reihenfolge hinterlassen nach zwei Minuten Ruhe dieselbe Datei. |
| P5 | Auf dem Gerät bleibt nichts. | Antworten und Skript ansehen: kein Cookie, kein Speicher, kein `ETag`, kein \
`Last-Modified`. |
| P6 | „Do Not Track“ und „Global Privacy Control“ gelten (werden Aufrufe aus Protokollen des Webservers gezählt, sorgt dafür allein das Skript). | Solche Anfragen senden: Gezählt wird kein Aufruf. |
| P7 | Nichts Genaues wird gezeigt, nichts unter {threshold}, nichts vom laufenden Tag. | Aufrufe aller Größen \
anlegen und jede Zahl ansehen, die daraus wird. Einzige Ausnahme ist die Sicherung. |
| P8 | Ein bestätigter Aufruf geht nicht verloren. | Den Dienst mitten in der Arbeit abbrechen, danach nachzählen. |
| P9 | Nichts bleibt länger als zugesagt. | Die Uhr vorstellen und nachsehen. |

## Wie lange

| Nach | Geschieht |
| --- | --- |
| {days} | aus Tagen werden Wochen |
| {weeks} | aus Wochen werden Monate |
| {months} | alles ist gelöscht |

## Wer was sieht

Eingestellt ist `show: {show}`.

| Wer | `off` | `authors` | `everyone` |
| --- | --- | --- | --- |
| Alle im Portal | nichts | Summen über mindestens {least_authors} Autor:innen | außerdem „etwa 120 Aufrufe“ auf der Seite der Geschichte |
| Wer die Geschichte geschrieben oder erzählt hat | nichts | die eigenen Geschichten, nach Wochen | ebenso |
| Redaktion und Führungskräfte | nichts | was alle sehen | was alle sehen |
| Wer den Dienst betreibt | Speicher und Sicherung | Speicher und Sicherung | Speicher und Sicherung |

{rules}

{exact}

## Obergrenzen

Eine Geschichte wird an einem Tag höchstens {times}-mal so oft gezählt, wie Menschen sie lesen können. Sagt eine \
Geschichte nichts anderes, sind das {reach} Menschen, also höchstens {cap} Aufrufe. Das begrenzt Missbrauch, ohne \
jemanden zu kennen. Gezählt werden nur Geschichten der veröffentlichten Ausgabe.

## Was nicht versprochen wird

- Wer die Leitung, den Arbeitsspeicher oder die laufende Datei in dem Augenblick beobachtet, in dem ein Aufruf \
eintrifft, kann ihn sehen.
- Webserver, Proxys und Anmeldedienste der Firma führen eigene Protokolle. Für sie gilt, was dafür vereinbart ist.
- Ein Aufruf heißt nicht, dass jemand gelesen hat.
- Eine Schwelle für Aufrufe ist keine Schwelle für Menschen: Wer allein eine Geschichte {threshold}-mal öffnet, \
erreicht sie auch.
- Kann nur ein Mensch eine Geschichte öffnen, verrät schon ihre Zahl im Speicher, dass er es war. Gezeigt wird sie \
nicht.
- Wer den Dienst betreibt, kann die genauen Zahlen lesen. Wer gelesen hat, steht auch dort nicht.
- Die private Adresse, unter der jemand seine Zahlen findet, ist wie ein Schlüssel: Wer sie bekommt, sieht die Zahlen. \
Sie kann erneuert werden.
- Sicherungen der Festplatte und ältere Kopien löscht der Zähler nicht; ein Datenträger darunter kann alte Zustände \
behalten.

## Recht

- § 87 Abs. 1 Nr. 6 BetrVG: Der Betriebsrat bestimmt bei technischen Einrichtungen mit, die Verhalten oder Leistung \
überwachen können. Es genügt, dass sie dazu objektiv geeignet sind (BAG 1 ABR 20/74). Für Lesende soll die Bauweise \
diese Eignung nehmen; Zahlen zu einer Geschichte mit Namen bleiben Angaben über deren Autor:in.
- BAG 1 ABR 6/94: Auch Zahlen über eine kleine Gruppe können auf die Einzelnen durchschlagen. Darum gibt es Summen nur \
über mindestens {least_authors} Autor:innen und keine Rangliste.
- § 25 TDDDG: Der Zähler speichert nichts auf dem Gerät und liest dort nichts Gespeichertes aus. Das Skript fragt den \
Browser nur, ob er das Zählen ablehnt und ob die Seite sichtbar und neu aufgerufen ist; nichts davon wird gesendet. \
Wie weit die Vorschrift reicht, ist umstritten.
- Art. 5 Abs. 1 Buchst. c und Art. 25 DSGVO: Datenminimierung und Datenschutz durch Technikgestaltung; siehe P3.

Das ist keine Rechtsberatung.

## Abweichungen

Wo diese Einstellungen weniger zusagen als die mitgelieferten:

{deviations}

## Einstellungen

{settings}

{contacts}
"""

AGREEMENT = """\
# Betriebsvereinbarung über den Zähler von „{title}“ (Entwurf)

zwischen [Arbeitgeber] und [Betriebsrat]

Dieser Entwurf ist aus den geltenden Einstellungen gemacht. Er ist keine Rechtsberatung.

## 1. Geltungsbereich

Diese Vereinbarung gilt für [Betrieb] und für alle Beschäftigten, die das Portal {address} lesen oder dort erzählen.

## 2. Zweck

Der Zähler dient allein dazu, Autor:innen zu zeigen, dass ihre Geschichten ankommen, und der Redaktion, welche Themen \
gefragt sind.

## 3. Was gespeichert wird

(1) Gespeichert wird eine Zahl je Geschichte und Tag, dazu je Tag und Grund, wie viele Anfragen nicht gezählt wurden. \
Andere Daten über Aufrufe speichert der Zähler nicht, insbesondere keine Netzwerkadressen, Browserkennungen, Namen, \
Anmeldungen, Uhrzeiten oder Kennungen für Besuche. Liest er Protokolle des Webservers, speichert er auch, welche \
Dateien er wie weit gelesen hat, und von dem, was in den Zeilen steht, nur, wie lang sie sind.

(2) {counted}

(3) {push}

(4) „Do Not Track“ und „Global Privacy Control“ werden beachtet; werden Aufrufe aus Protokollen des Webservers gezählt, dann durch das Skript der Seiten. Auf den Geräten legt der Zähler nichts ab.

## 4. Keine Überwachung von Verhalten und Leistung

(1) Die Zahlen werden nicht verwendet, um Verhalten oder Leistung von Beschäftigten festzustellen, zu beurteilen oder \
zu vergleichen. Maßnahmen, die sich auf solche Zahlen stützen, sind unzulässig.

(2) Die Zahlen werden nicht mit anderen Daten verknüpft, insbesondere nicht mit Protokollen von Webservern, Proxys, \
Anmeldung, Zutritt oder Arbeitszeit.

## 5. Keine Rangliste

Es gibt keine Rangliste, keine Ordnung nach Aufrufen, keinen Vergleich zwischen Menschen und keine Auswertung für \
Führungskräfte. Summen umfassen die Geschichten von mindestens {least_authors} Autor:innen.

## 6. Rückmeldung an Autor:innen

(1) {shown}

(2) {rules}

(3) Rückmeldung ist ein Angebot. Jede Autorin und jeder Autor kann sie mit `feedback: false` abschalten, ohne Gründe \
und ohne Nachteil. Private Adressen werden auf Wunsch erneuert.

## 7. Genaue Zahlen

{exact} Die Sicherung dient allein der Wiederherstellung.

## 8. Aufbewahrung

Nach {days} werden Tage zu Wochen zusammengefasst, nach {weeks} Wochen zu Monaten. Nach {months} wird gelöscht. \
Sicherungen werden spätestens nach [Frist] gelöscht.

## 9. Änderungen

Die Einstellungen in der Anlage werden nur mit Zustimmung des Betriebsrats geändert. Das gilt auch für neue Fassungen \
des Zählers, die mehr speichern oder mehr zeigen.

## 10. Prüfung

(1) Der Betriebsrat kann jederzeit `byline counter audit` ausführen lassen, dabei sein und Sachverständige hinzuziehen.

(2) Das Ergebnis der Prüfung wird mindestens [Zeitraum] und nach jeder Änderung im Portal veröffentlicht. Besteht ein \
Teil nicht, wird der Zähler abgeschaltet, bis der Mangel behoben ist.

## 11. Unterrichtung

Der Datenschutzhinweis (`byline counter notice`) steht im Portal, bevor gezählt wird.

## 12. Inkrafttreten und Kündigung

Diese Vereinbarung tritt am [Datum] in Kraft. Sie kann mit einer Frist von [Frist] gekündigt werden. Endet sie, wird \
der Zähler abgeschaltet, und die Zahlen werden gelöscht, wenn nichts anderes vereinbart wird.

[Ort, Datum]

[Arbeitgeber] · [Betriebsrat]

## Anlage: Einstellungen

{settings}

Abweichungen von den mitgelieferten Einstellungen:

{deviations}

{contacts}
"""
