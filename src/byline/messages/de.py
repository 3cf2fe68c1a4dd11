"""Die Meldungen auf Deutsch: zu jeder Regel, was nicht stimmt und was zu tun ist."""

DID_YOU_MEAN = "gemeint: `{guess}`?"

SEVERITIES = {"error": "Fehler", "withheld": "zurückgehalten", "warning": "Warnung", "advice": "Rat"}

RULES: dict[str, tuple[str, str]] = {
    # die Datei als solche
    "unreadable-file": (
        "das lässt sich nicht lesen: {reason}",
        "eine gewöhnliche Datei hierher legen, die alle lesen dürfen",
    ),
    "not-utf8": ("das ist kein Text in UTF-8", "die Datei mit der Kodierung UTF-8 speichern"),
    "file-too-large": ("diese Datei ist größer als {limit} KB", "den Text teilen oder das Bild verkleinern"),
    "line-too-long": ("diese Zeile ist länger als {limit} Zeichen", "in Absätze teilen"),
    "control-characters": (
        "ein unsichtbares Zeichen ({code}) wurde entfernt",
        "es kommt oft beim Einfügen mit; die Stelle löschen und neu tippen",
    ),
    "link-not-followed": (
        "das ist nur eine Verknüpfung auf einen anderen Ort, und Byline folgt ihr nicht",
        "die Datei selbst hierher legen",
    ),
    "stray-file": (
        "diese Datei ist weder Markdown noch ein Bild und blieb draußen",
        "wegnehmen oder als Markdown, JPEG, PNG, WebP, GIF oder SVG speichern",
    ),
    "misplaced-file": (
        "dieser Text gehört zu keiner Art von Seite und blieb draußen",
        "nach content/stories, content/people oder content/pages verschieben",
    ),
    "no-content": (
        "im Ordner content ist nichts",
        "Geschichten gehören nach content/stories, Menschen nach content/people",
    ),
    # Kopfdaten und Einstellungen als YAML
    "no-front-matter": (
        "die Datei beginnt nicht mit Kopfdaten",
        "die erste Zeile muss aus drei Strichen bestehen: ---",
    ),
    "front-matter-not-closed": (
        "die Kopfdaten haben kein Ende",
        "vor den Text eine Zeile aus drei Strichen setzen: ---",
    ),
    "yaml-syntax": (
        "das ist nicht lesbar: {reason}",
        "ein Text mit Doppelpunkt oder Sonderzeichen am Anfang gehört in doppelte Anführungszeichen",
    ),
    "yaml-tab": ("hier steht ein Tabulator statt Leerzeichen", "den Tabulator durch zwei Leerzeichen ersetzen"),
    "yaml-feature": (
        "`{feature}` ist ein Befehl von YAML, den Byline nicht verwendet",
        "den Wert ausschreiben oder den Text in doppelte Anführungszeichen setzen",
    ),
    "yaml-too-deep": ("hier sind mehr als {limit} Ebenen ineinander verschachtelt", "Klammern und Einrückung prüfen"),
    "cut-by-comment": (
        "was auf # folgt, ist ein Kommentar, und niemand wird es lesen",
        "den ganzen Text in doppelte Anführungszeichen setzen",
    ),
    "duplicate-key": ("`{key}` steht hier zum zweiten Mal", "das erste steht in Zeile {first}; eins behalten"),
    "mapping-expected": (
        "hier werden Paare der Form `Schlüssel: Wert` gebraucht",
        "je Zeile ein Paar schreiben oder alle in geschweifte Klammern: {{Schlüssel: Wert, Schlüssel: Wert}}",
    ),
    "list-expected": ("`{key}` braucht eine Liste", "die Werte in eckige Klammern setzen: [eins, zwei]"),
    "too-many-items": ("`{key}` hat mehr als {limit} Einträge", "die wichtigen behalten"),
    "empty-item": ("ein Eintrag von `{key}` ist leer", "ausfüllen oder herausnehmen"),
    "text-expected": ("`{key}` braucht hier einen einzelnen Text", "Klammern oder Einrückung entfernen"),
    "unknown-key": ("den Schlüssel `{key}` gibt es nicht", "bekannt sind: {known}"),
    "missing-key": ("`{key}` fehlt", "`{key}: …` ergänzen"),
    "wrong-type": ("`{key}` kann nicht „{text}“ sein", "erwartet: {wanted}"),
    "bad-date": (
        "„{text}“ taugt nicht als Datum",
        "einen Tag, den es gibt, so schreiben: 2026-03-14 oder 2026-03-14 16:30",
    ),
    "bad-choice": ("`{key}` kann nicht „{text}“ sein", "eins davon wählen: {choices}"),
    "bad-id": ("„{id}“ taugt nicht als Kennung", "nur Kleinbuchstaben von a bis z, Ziffern und Bindestriche verwenden"),
    "too-long": ("`{key}` ist mit {length} Zeichen zu lang", "auf höchstens {limit} kürzen"),
    "out-of-range": ("`{key}` kann nicht {text} sein", "erlaubt ist {limit}"),
    # Einstellungen
    "no-settings": (
        "hier gibt es keine config.yaml",
        "den Befehl im Ordner des Portals ausführen oder den Ordner mit --root nennen",
    ),
    "unknown-version": (
        "Version {version} der Einstellungen ist nicht bekannt",
        "`version: 1` schreiben; eine andere liest diese Ausgabe von Byline nicht",
    ),
    "bad-address": (
        "„{text}“ ist keine Web-Adresse",
        "die ganze Adresse ohne Umlaute und Leerzeichen schreiben, etwa https://intranet.example/stimmen/",
    ),
    "bad-time-zone": ("die Zeitzone „{text}“ gibt es nicht", "etwa Europe/Berlin schreiben"),
    "bad-colour": ("„{text}“ ist keine Farbe", 'sechs Hexadezimalziffern in Anführungszeichen schreiben: "#a33b20"'),
    "unknown-language": ("„{language}“ ist kein Sprachkürzel", "eines schreiben, das es gibt, etwa de oder en"),
    "no-strings": (
        "das Portal hat keine eigenen Texte in „{language}“",
        "in layouts/strings/ anlegen oder eine von diesen wählen: {known}",
    ),
    "missing-translation": (
        "`{key}` hat keinen Text in „{language}“",
        "ergänzen; bis dahin springt eine andere Sprache ein",
    ),
    "missing-asset": ("die Datei {path} gibt es nicht", "den Namen prüfen oder `{key}` weglassen"),
    # von Datei zu Datei
    "unknown-person": (
        "niemand hat die Kennung `{name}`",
        "die Kennung ist der Name einer Datei in content/people, ohne .md",
    ),
    "unknown-department": ("die Abteilung `{name}` gibt es nicht", "die Abteilungen stehen in config.yaml"),
    "unknown-role": ("die Rolle `{name}` gibt es nicht", "die Rollen stehen in config.yaml"),
    "unknown-topic": ("das Thema `{name}` gibt es nicht", "dieses Portal verwendet nur die Themen aus config.yaml"),
    "topic-near-miss": (
        "das Thema `{name}` steht nicht in der Liste, aber ein sehr ähnliches",
        "die Themen stehen in config.yaml",
    ),
    "unknown-series": ("die Serie `{name}` gibt es nicht", "die Serien stehen in config.yaml"),
    "unknown-level": ("die Ebene `{name}` gibt es nicht", "die Ebenen stehen in config.yaml"),
    "unknown-location": ("den Standort `{name}` gibt es nicht", "die Standorte stehen in config.yaml"),
    "unknown-story": (
        "die Geschichte `{name}` gibt es nicht",
        "eine Geschichte wird nach ihrem Pfad in content/stories genannt: 2026/solardach",
    ),
    "unknown-page": (
        "die Seite `{name}` gibt es nicht",
        "eine Seite wird nach ihrem Pfad in content/pages genannt, ohne .md",
    ),
    "own-story": (
        "eine Geschichte kann nicht sich selbst beantworten oder übersetzen",
        "die andere Geschichte nennen oder die Zeile streichen",
    ),
    "translation-chain": ("{name} ist selbst eine Übersetzung", "die Geschichte nennen, die zuerst da war"),
    "same-address": ("die Adresse /{name} ist vergeben", "eine andere wählen; {other} hat sie schon"),
    "own-address": ("die Adresse /{name} gehört dem Portal selbst", "eine andere wählen"),
    "bad-alias": (
        "„{text}“ kann keine alte Adresse sein",
        "den Pfad mit einem Schrägstrich am Anfang schreiben: /alte/adresse/",
    ),
    "same-id": ("die Kennung `{name}` ist vergeben", "{other} hat sie schon; jede Geschichte braucht eine eigene"),
    "same-part": ("Teil {name} gibt es zweimal", "{other} hat dieselbe Nummer; eine von beiden ändern"),
    "same-language": (
        "von {name} gibt es zwei Fassungen",
        "die andere ist {other}; `language` oder `translation_of` berichtigen",
    ),
    "no-address": (
        "dieser Dateiname ergibt keine Adresse: {reason}",
        "mindestens einen Buchstaben von a bis z oder eine Ziffer verwenden",
    ),
    "address-tells-name": (
        "der Dateiname `{id}` verrät „{part}“, was `show_as: {show_as}` verbergen soll",
        "die Datei umbenennen, etwa in die Anfangsbuchstaben, und die Kennung überall mit ändern",
    ),
    "expires-early": (
        "die Geschichte würde ablaufen, bevor sie erscheint, nämlich am {when}",
        "bei `expires_at` einen späteren Zeitpunkt angeben",
    ),
    # der Text
    "dead-link": ("der Link auf {target} führt ins Leere", "die Adresse prüfen; der Link wurde abgeschaltet"),
    "dead-anchor": (
        "{target} hat keine Überschrift #{anchor}",
        "die Überschrift prüfen; bis dahin führt der Link an den Anfang der Seite",
    ),
    "link-to-withheld": (
        "der Link auf {target} führt zu etwas, das nicht veröffentlicht ist",
        "abwarten oder den Link herausnehmen; bis dahin ist er abgeschaltet",
    ),
    "link-refused": (
        "ein Link darf nicht auf „{target}“ führen",
        "möglich sind Web-Adressen, Mail-Adressen, Telefonnummern und Seiten des Portals",
    ),
    "link-with-spaces": (
        "aus „{target}“ wird kein Link, weil in der Adresse ein Leerzeichen steht",
        "für jedes Leerzeichen %20 schreiben",
    ),
    "cleaned-html": ("hier wurde HTML entfernt: {tags}", "stattdessen Markdown schreiben"),
    "raw-html": (
        "in diesem Text steht HTML; es wurde gesäubert und blieb",
        "besser Markdown schreiben, das liest und prüft sich leichter",
    ),
    "html-not-closed": (
        "{tag} beginnt hier und hat im selben Stück kein Ende; Text ginge verloren oder wäre versehentlich zu lesen",
        "das Ende dorthin setzen, wo es hingehört",
    ),
    "comment-cut": (
        "eine Leerzeile zerschneidet diesen Kommentar, oder er hat kein Ende; er wäre zu lesen",
        "ihn in einer eigenen Zeile beginnen und mit --> beenden",
    ),
    "unknown-tag": (
        "{tag} ist kein HTML und steht so da, wie es geschrieben ist",
        "\\{tag} schreiben, wenn das gemeint ist",
    ),
    "embed-linked": (
        "das Portal zeigt nichts von anderswo: Aus dem <{tag}> wurde ein Link auf {url}",
        "[was dort zu sehen ist]({url}) schreiben",
    ),
    "attribute-refused": ("das Attribut {name} wurde entfernt", "möglich: .wide, .small, .decorative, lang, credit"),
    "unknown-block": ("den Block `::: {name}` gibt es nicht", "möglich: ::: quote und ::: interview"),
    "block-not-closed": (
        "der Block `::: {name}` hat kein Ende",
        "danach eine Zeile aus drei Doppelpunkten setzen: :::",
    ),
    "block-not-open": (
        "hier gibt es nichts, was ::: schließen könnte",
        "ein Block, der einen anderen enthält, braucht mehr Doppelpunkte: ::::",
    ),
    "question-expected": (
        "dieses Interview beginnt nicht mit einer Frage",
        "eine Frage ist ein Absatz, der mit Fragezeichen und Leerzeichen beginnt: ? Warum?",
    ),
    "unknown-note": ("die Fußnote {note} gibt es nicht", "sie ans Ende schreiben: {note}: die Fußnote"),
    "unused-note": (
        "auf die Fußnote {note} verweist nichts, deshalb fehlt sie",
        "{note} dorthin setzen, wo sie im Text hingehört",
    ),
    "note-twice": (
        "die Fußnote {note} steht zweimal da, und nur die letzte erscheint",
        "einer von beiden einen anderen Namen geben",
    ),
    "name-in-text": (
        "„{name}“ hat `show_as: {show_as}` gewählt und wird hier beim Namen genannt",
        "den Namen herausnehmen oder fragen, ob er gezeigt werden darf",
    ),
    "name-in-address": (
        "`{address}` verrät „{part}“, was `show_as: {show_as}` verbergen soll",
        "einen anderen Dateinamen und eine andere `id` wählen",
    ),
    "nested-too-deep": ("das ist tiefer als {limit} Ebenen verschachtelt", "einige Ebenen herausnehmen"),
    "too-much-html": (
        "in einem Stück HTML stehen zu viele Tags oder zu viele, die nichts schließt",
        "stattdessen Markdown schreiben oder mehrere Geschichten daraus machen",
    ),
    "paragraph-too-long": ("hier stehen mehr als {limit} Zeichen ohne Leerzeile", "mit Leerzeilen teilen"),
    "too-many-brackets": (
        "dieser Text hat mehr als {limit} öffnende eckige Klammern",
        "einige Links oder Fußnoten herausnehmen",
    ),
    "table-too-large": (
        "diese Tabelle hat mehr als {limit} Zellen",
        "mehrere daraus machen oder leere Spalten weglassen",
    ),
    "too-costly": (
        "diesen Text zu setzen, bräuchte mehr als {seconds} Sekunden oder {megabytes} MB Speicher",
        "ihn kürzen, vereinfachen oder teilen; sieht er harmlos aus, denen Bescheid sagen, die das Portal betreuen",
    ),
    # Bilder
    "missing-picture": (
        "das Bild {path} gibt es nicht",
        "den Namen prüfen, auch Groß- und Kleinbuchstaben; bis dahin kommen die Seiten ohne es aus",
    ),
    "outside-picture": (
        "das Bild {picture} liegt außerhalb des Portals",
        "nichts wird von anderswo geladen: das Bild neben die Geschichte legen",
    ),
    "missing-alt": (
        "das Bild {picture} hat keine Beschreibung",
        "sagen, was es zeigt: in den eckigen Klammern oder mit `alt`; Schmuck bekommt {{.decorative}} oder `decorative: true`",
    ),
    "picture-not-readable": (
        "dieses Bild ist beschädigt oder unvollständig",
        "noch einmal exportieren oder kopieren; bis dahin kommen die Seiten ohne es aus",
    ),
    "picture-kind": (
        "{path} ist kein Bild, das Browser zeigen können",
        "als JPEG, PNG, WebP, GIF oder SVG exportieren; bis dahin kommen die Seiten ohne es aus",
    ),
    "picture-not-shown": ("das Bild {path} lässt sich nicht zeigen", "`python3 build.py check {path}` sagt, warum"),
    "picture-too-large": (
        "dieses Bild hat {width} mal {height} Pixel",
        "auf höchstens {limit} Millionen Pixel verkleinern",
    ),
    "drawing-cleaned": (
        "aus dieser Zeichnung wurde etwas entfernt: {parts}",
        "als einfaches SVG exportieren; nur Formen, Text und Verläufe bleiben stehen",
    ),
    "drawing-refused": (
        "diese Zeichnung ist nicht verwendbar: {reason}",
        "als einfaches SVG exportieren; bis dahin kommen die Seiten ohne sie aus",
    ),
    # Nutzung
    "usage-damaged": (
        "ab hier ist das nicht mehr, was der Zähler schreibt; es gibt keine Zahlen",
        "neu schreiben lassen: `byline counter export --format json`",
    ),
    "usage-key": (
        "`{key}` ist nicht so, wie der Zähler es schreibt; es gibt keine Zahlen",
        "neu schreiben lassen: `byline counter export --format json`",
    ),
    # zurückgehalten
    "withheld-status": (
        "nicht veröffentlicht, weil der Status {status} ist",
        "`status: published` setzen, wenn sie fertig ist",
    ),
    "withheld-until": ("nicht veröffentlicht vor `{key}`, {when}", ""),
    "withheld-expired": ("nicht mehr veröffentlicht seit {when}", ""),
    "withheld-audience": ("nicht veröffentlicht, weil nur für: {audience}", ""),
    "withheld-broken": (
        "nicht veröffentlicht, weil die Datei von {name} einen Fehler hat",
        "jene Datei in Ordnung bringen",
    ),
    "withheld-left": ("{name} ist nicht mehr im Haus: keine Seite, kein Porträt, der Name steht ohne Link", ""),
    "withheld-anonymous": ("diese Person möchte nicht genannt werden: keine Seite, kein Porträt, kein Name", ""),
    # Rat
    "no-id": (
        "noch keine feste Kennung: Feeds verlieren diese Geschichte, wenn die Datei umbenannt wird",
        "einfügen: id: {id}",
    ),
    "departments-not-written": (
        "{keys}: von den Personen übernommen, ändert sich also mit ihnen",
        "in der Geschichte ausschreiben",
    ),
    "unused-picture": (
        "kein Text nennt dieses Bild",
        "löschen, wenn es niemand braucht; veröffentlicht wird es nicht",
    ),
    # Layouts und Ausgabe
    "layout-fault": ("dieses Layout kann die Seite /{page} nicht setzen: {reason}", "siehe docs/layouts.md"),
    "string-missing": ("der Text `{key}` fehlt", "in allen Sprachen ergänzen oder überall herausnehmen"),
    "string-place": ("der Text `{key}` hat eine Stelle {{{place}}}, die nichts füllt", "möglich sind hier: {places}"),
}

REASONS: dict[str, str] = {  # bei yaml-syntax und einigen anderen Regeln: was genau nicht stimmt
    "colon": "ein zweiter Doppelpunkt steht, wo ein Text sein sollte",
    "continued": "diese Zeile ist eingerückt, setzt also den Text darüber fort, und darin darf kein Doppelpunkt stehen",
    "pair": "diese Zeile ist kein `Schlüssel: Wert`",
    "space": "nach dem Doppelpunkt fehlt ein Leerzeichen",
    "indent": "diese Zeile ist anders eingerückt als die darüber",
    "item": "ein Eintrag einer Liste steht, wo ein Schlüssel stehen sollte",
    "hyphen": "in dieser Zeile kann keine Liste beginnen",
    "quote": "dieses Anführungszeichen wird nie geschlossen",
    "after-quote": "der Text geht nach dem schließenden Anführungszeichen weiter",
    "bracket": "diese eckige Klammer wird nie mit ] geschlossen",
    "brace": "diese geschweifte Klammer wird nie mit } geschlossen",
    "after-bracket": "der Text geht nach der schließenden Klammer weiter",
    "comma": "hier steht ein Komma zu viel",
    "comment": "was auf # folgt, ist ein Kommentar, auch die schließende Klammer",
    "special": "der Text beginnt mit einem Sonderzeichen",
    "escape": "ein umgekehrter Schrägstrich hat in doppelten Anführungszeichen eine eigene Bedeutung",
    "dots": "diese drei Punkte beenden die Kopfdaten zu früh",
    "unreadable": "hier steht etwas, das kein YAML ist",
    "no-letter": "er hat keinen Buchstaben und keine Ziffer, die darin stehen können",
    "long-name": "er ist zu lang",
    "no-access": "der Zugriff ist nicht erlaubt",
    "folder": "es ist ein Ordner",
    "no-file": "es ist keine gewöhnliche Datei",
    "refused": "das System gibt es nicht heraus",
    "no-svg": "sie ist kein SVG",
    "no-xml": "sie ist kein wohlgeformtes XML",
    "entities": "sie legt eigene Entitäten an (<!ENTITY …>)",
    "no-size": "sie nennt keine Größe zwischen 1 und 20.000 Pixeln",
    "too-deep": "ihre Teile sind zu tief verschachtelt",
    "too-many-parts": "sie hat zu viele Teile, jeder so oft gezählt, wie er verwendet wird",
    "holds-itself": "einer ihrer Teile enthält sich selbst",
}

ADVICE: dict[str, str] = {  # was bei manchen zu tun ist, statt des Hinweises der Regel
    "continued": "die Leerzeichen am Anfang wegnehmen oder den ganzen Text in doppelte Anführungszeichen setzen",
    "pair": "Schlüssel, Doppelpunkt, Leerzeichen und Wert schreiben; beginnt hier der Text, davor eine Zeile aus drei Strichen setzen: ---",
    "space": "eines dahinter setzen",
    "indent": "Schlüssel, die zusammengehören, in derselben Spalte beginnen lassen",
    "item": "den Schlüssel über die Liste schreiben oder die Einträge dahinter in eckige Klammern setzen: [eins, zwei]",
    "hyphen": "jeden Eintrag in einer eigenen Zeile beginnen oder einen Text in doppelte Anführungszeichen setzen",
    "quote": "es schließen, wo der Text endet",
    "after-quote": "den ganzen Text in doppelte Anführungszeichen setzen und darin einfache verwenden",
    "bracket": "nach dem letzten Eintrag ] setzen",
    "brace": "nach dem letzten Paar }} setzen",
    "after-bracket": "wegnehmen, was folgt, oder den ganzen Text in doppelte Anführungszeichen setzen",
    "comma": "es herausnehmen",
    "comment": "den Text mit dem # in doppelte Anführungszeichen setzen",
    "escape": "einfache Anführungszeichen verwenden oder für jeden umgekehrten Schrägstrich \\\\ schreiben",
    "dots": "die Zeile herausnehmen",
    "unreadable": "je Zeile ein `Schlüssel: Wert` schreiben und Texte mit Sonderzeichen in doppelte Anführungszeichen setzen",
    "long-name": "auf höchstens {limit} Zeichen kürzen; ä, ö, ü und ß zählen doppelt",
    "years": "erlaubt sind die Jahre {first} bis {last}",
}

SENTENCES: dict[str, str] = {
    "built": "{stories}, {people}, {pages}, {feeds} in {out}.",
    "kept": "Nichts wurde veröffentlicht; {out} ist geblieben, wie es war.",
    "made": "{path} angelegt. Schreib los; `python3 build.py check {path}` sagt, ob alles stimmt.",
    "exists": "{path} gibt es schon",
    "no-name": "„{name}“ ergibt keinen Dateinamen; mindestens einen Buchstaben oder eine Ziffer verwenden",
    "worker-lost": "ein Prozess wurde von außen beendet, vielleicht aus Mangel an Speicher; noch einmal versuchen, notfalls mit --jobs 1",
    "memo-spoilt": "was im Ordner .byline aufgehoben ist, ist beschädigt; den Ordner löschen und noch einmal versuchen, verloren geht damit nichts",
    "elsewhere": "{path} gehört nicht zum Portal in {root}",
    "no-portal": "{root} enthält kein lesbares Portal",
    "sources": "{out} enthält die Quellen des Portals; mit --out einen anderen Ordner nennen",
    "not-written": "{out} lässt sich nicht schreiben ({system}); das alte Portal ist geblieben, wie es war",
    "no-folder": "{out} ist kein Ordner",
    "foreign": "{out} enthält Dateien, die nicht von Byline sind; mit --out einen leeren Ordner nennen",
    "mounted": "{out} ist für sich eingehängt und lässt sich nicht als Ganzes austauschen; mit --out einen Ordner darin nennen",
    "at-work": "an {out} arbeitet gerade ein anderer Aufruf von Byline; nichts wurde geändert; wenn er fertig ist, noch einmal versuchen",
    "turn": "an diesem Portal arbeitet gerade ein anderer Befehl; er wird abgewartet",
    "list-inside": "{path} würde mit veröffentlicht; mit --changed-list einen Ort außerhalb von {out} nennen",
    "list-among-sources": "{path} gehört zum Portal; mit --changed-list einen anderen Ort nennen",
    "stage-read": "lesen",
    "stage-pictures": "Bilder entwickeln",
    "stage-plan": "planen",
    "stage-pages": "Seiten und Feeds setzen",
    "explained-nothing": "Nichts hat sich geändert.",
    "explained-first": "alles ← das ist die erste Ausgabe in {out}",
    "explained-engine": "alles ← Byline, Python oder eine Bibliothek ist anders als beim letzten Mal; woraus die einzelnen Dateien gemacht waren, ist nicht mehr bekannt",
    "explained-unknown": "alles ← woraus die letzte Ausgabe in {out} gemacht war, ist nicht bekannt",
    "file-changed": "{path}",
    "file-added": "{path} (neu)",
    "file-removed": "{path} (entfernt)",
    "cause-hand": "jemand hat diese Datei in {out} geändert",
    "cause-unknown": "nicht bekannt",
    "cause-unsure": "mindestens eins von: {inputs}",
    "input-new": "(neu)",
    "input-gone": "(nicht mehr da)",
    "input-text": "Text",
    "input-order": "(Reihenfolge)",
    "input-due": "(fällig seit {fact})",
    "input-expired": "(abgelaufen seit {fact})",
    "input-to-come": "(erst ab {fact})",
    "strict": "Warnungen zählen hier als Fehler (--strict).",
    "no-file": "{path} gibt es nicht",
    "preview-at": "Vorschau: {address} (Strg-C beendet sie)",
    "preview-edition": "Ausgabe {number}:",
    "preview-kept": "Ausgabe {number} bleibt zu sehen:",
    "preview-none": "Noch keine Ausgabe:",
    "preview-counts": "Aufrufe werden mitgezählt, in einem Speicher, den es nach dem Ende nicht mehr gibt.",
    "preview-letter": "Was {name} davon erfährt: {address}",
    "counter-none": "in config.yaml steht nichts vom Zähler; was dorthin gehört, sagt docs/settings.md unter `counter`",
    "counter-at": "Der Zähler hört auf {address} und schreibt nach {path}.",
    "counter-ledger": "{path} lässt sich nicht öffnen oder beschreiben ({system})",
    "counter-complains": "gerade wird nicht alles gezählt: {system}",
    "counter-list": "was gezählt wird, ist nicht zu erfahren ({system}); erst das Portal bauen: python build.py",
    "counter-no-secret": "ohne Geheimnis gibt es keine Seiten für Autor:innen; docs/counter.de.md sagt, wie man eines anlegt",
    "counter-short-secret": "das Geheimnis ist zu kurz; es braucht mindestens {least} Zeichen",
    "counter-shows-nothing": "`counter.show` ist `off`: Niemand erfährt Zahlen",
    "counter-nobody": "{person} hat keine gezählte Geschichte, möchte nichts davon hören oder möchte nicht genannt werden",
    "counter-there": "{path} gibt es schon und bleibt, wie es ist",
    "counter-copied": "Kopiert nach {path}. Die Kopie enthält genaue Zahlen; nur der Benutzer, der sie angelegt hat, kann sie lesen.",
    "counter-restored": "Zurückgespielt nach {path}.",
    "counter-common": "dieser Befehl braucht einen Speicher auf diesem Rechner, keine gemeinsame Datenbank",
    "port-taken": "Port {port} auf {host} ist schon belegt; mit --port einen anderen nennen",
    "no-listening": "auf {host}, Port {port}, lässt sich nicht lauschen ({system})",
    "preview-open": "auf {host} ist die Vorschau womöglich auch von anderen Rechnern aus zu lesen, samt allen Entwürfen",
    "preview-polls": "das System überwacht keine weiteren Ordner (inotify); Änderungen werden deshalb zweimal in der Sekunde gesucht",
    "page-broken": "So lässt sich das Portal nicht bauen",
    "page-kept": "Die Seite darunter zeigt noch die letzte gute Ausgabe. Sobald alles stimmt, erscheint die neue von selbst.",
    "page-none": "Es gibt noch keine Ausgabe zu sehen. Sobald alles stimmt, erscheint hier die Seite von selbst.",
    "page-notes": "Das ist aufgefallen",
    "page-more": "und {number} weitere",
    "page-close": "Schließen",
    "page-gone": "Diese Seite gibt es nicht mehr",
    "page-renamed": "Ihre Datei wurde umbenannt oder gelöscht, oder ihr Inhalt wird zurückgehalten. Darunter steht noch, was hier zuletzt zu sehen war.",
    "page-moved": "Wahrscheinlich steht sie jetzt hier",
    "page-home": "Zur Startseite",
    "page-ended": "Die Vorschau ist beendet",
    "page-busy": "Die Ausgabe ist noch in Arbeit; gleich noch einmal versuchen",
    "page-host": "Unter diesem Namen antwortet die Vorschau nicht; localhost oder den mit --host genannten verwenden",
    "page-origin": "Die Vorschau antwortet keinen fremden Seiten",
    "page-method": "Die Vorschau lässt sich nur lesen",
}

NOUNS: dict[str, tuple[str, str]] = {
    "stories": ("Geschichte", "Geschichten"),
    "people": ("Mensch", "Menschen"),
    "pages": ("Seite", "Seiten"),
    "files": ("Datei", "Dateien"),
    "feeds": ("Feed", "Feeds"),
    "error": ("Fehler", "Fehler"),
    "warning": ("Warnung", "Warnungen"),
    "withheld": ("zurückgehalten", "zurückgehalten"),
}
