"""What is asked, in German."""

from __future__ import annotations

QUESTIONS = {
    # Gespräch
    "moment": "Welcher Moment ist dir geblieben? Wo warst du, und wer war dabei?",
    "expected": "Womit hattest du gerechnet, und was kam stattdessen?",
    "wrong": "Was ging schief oder kam anders, als du dachtest?",
    "why": "Warum hast du es so gemacht und nicht anders?",
    "ear": "Welchen Satz von damals hast du noch im Ohr?",
    "since": "Was machst du seitdem anders?",
    "advise": "Was rätst du Kolleg:innen, die anderswo vor derselben Sache stehen?",
    "unasked": "Was habe ich nicht gefragt, und du hättest es gern erzählt?",
    "others": "Wer sollte dazu noch gefragt werden?",
    # Porträt
    "hands": "Was tun die Hände? Schau eine Weile zu und schreib es auf, bevor du die erste Frage stellst.",
    "first-day": "Wie war der erste Tag hier, und was hat an ihm nicht geklappt?",
    "called": "Weshalb rufen andere ausgerechnet diese Person an?",
    "otherwise": "Wann hätte alles auch anders kommen können?",
    "object": "Was liegt immer griffbereit, und seit wann?",
    "hard": "Was fällt nach all der Zeit immer noch schwer, und warum?",
    "unknown": "Was weiß kaum jemand, und darf es jetzt jeder wissen?",
    "voice": "Welchen Satz sagt nur diese Person so? Schreib ihn wörtlich auf.",
    # Tag
    "start": "Wann beginnt der Tag, und was ist der erste Handgriff?",
    "times": "Drei Uhrzeiten: Was war da zu sehen, zu hören, zu riechen?",
    "unseen": "Welche Arbeit sieht niemand, und was passiert, wenn sie liegen bleibt?",
    "between": "Was kam dazwischen, und warum ging es vor?",
    "laughed": "Worüber habt ihr gelacht?",
    "went-wrong": "Was ging an diesem Tag schief?",
    "end": "Wann ist der Tag zu Ende, und woran merkst du es?",
    # Was wir gelernt haben
    "happened": "Was ist passiert? Fang mittendrin an.",
    "thought": "Was hieltest du bis dahin für richtig, und warum?",
    "earlier": "Woran hätte man es früher merken können?",
    "cost": "Was hat es gekostet: Zeit, Geld, Schlaf?",
    "helped": "Wer hat geholfen, und womit genau?",
    "open": "Was ist bis heute nicht gelöst?",
    # Projekt
    "trouble": "Welcher Ärger stand am Anfang, und wer hatte ihn?",
    "against": "Wer war dagegen, und was sprach wirklich dagegen?",
    "dead-end": "Welcher Weg führte nicht weiter, und wann habt ihr es zugegeben?",
    "works": "Wann wusstet ihr, dass es geht?",
    "felt": "Wer spürt den Unterschied, und woran?",
    "price": "Was habt ihr dafür aufgegeben?",
    "without": "Was würdet ihr beim nächsten Mal weglassen?",
    # Formulare
    "title": "Wie könnte die Geschichte heißen?",
    "you": "Wer bist du?",
    "writer": "Wer schreibt sie auf?",
    "whose": "Ist es die Geschichte von jemand anderem? Von wem?",
    "helpers": "Wer hat geholfen, mit Text, Bildern oder Übersetzung?",
    "learned": "Was können andere daraus mitnehmen, in einem Satz?",
    "asked": "Wissen alle davon, die darin vorkommen?",
    "about": "Wovon würdest du gern erzählen?",
    "unknown-work": "Was weiß kaum jemand über deine Arbeit?",
    "how": "Wie sprechen wir am besten miteinander?",
    "when": "Wann passt es dir?",
    "nominee": "Wen schlägst du vor?",
    "worth": "Was hat diese Person erlebt oder getan, wovon andere hören sollten?",
    "first-question": "Was würdest du sie als Erstes fragen?",
    "nominee-asked": "Weiß sie davon?",
    "you-shown": "Unter welchem Namen stehst du im Portal?",
    "what": "Was soll weg?",
    "where": "Wo steht es?",
}

HINTS = {
    "title": "Ein Arbeitstitel. Er lässt sich jederzeit ändern.",
    "you": "Vor- und Nachname.",
    "whose": "Vor- und Nachname, und nur, wenn die Person einverstanden ist. Sonst frei lassen.",
    "helpers": "Vor- und Nachnamen, mit Komma getrennt.",
    "happened": "Stichwörter genügen, auf Rechtschreibung kommt es nicht an.",
    "learned": "Zum Beispiel: Schreib das Sollgewicht groß auf die Kiste.",
    "others": "Namen nur von Leuten, denen das recht ist; sonst reicht die Abteilung.",
    "about": "Ein Wort genügt.",
    "when": "Zum Beispiel: dienstags nach der Frühschicht.",
    "nominee": "Vor- und Nachname. Frag bitte zuerst: Was du hier schreibst, können andere lesen.",
    "worth": "Erzähl nur, was auch die Person selbst erzählen würde.",
    "you-shown": "So, wie er dort steht; auch Initialen.",
    "where": "Adressen oder Titel, wenn du sie zur Hand hast. Bleibt das Feld leer, suchen wir.",
}

OPTIONS = {
    "writer": ("Ich selbst", "Ich erzähle, und jemand schreibt es auf"),
    "asked": (
        "Alle, die im Text zu erkennen sind, habe ich gefragt, und sie sind einverstanden.",
        "Alle, die auf Bildern zu erkennen sind, habe ich gefragt, und sie sind einverstanden.",
    ),
    "how": ("Bei mir am Arbeitsplatz", "Am Telefon oder per Video", "Schriftlich, Frage für Frage"),
    "nominee-asked": ("Ich habe sie gefragt, und sie möchte hier genannt werden.",),
    "what": (
        "Alles von mir und über mich",
        "Mein Name; die Geschichten dürfen bleiben",
        "Bilder, auf denen ich zu sehen bin",
        "Einzelne Stellen",
    ),
}

ADVICE = {
    "": 'Fang mitten in der Geschichte an: ein Ort, eine Uhrzeit, ein Satz, den jemand gesagt hat.\nWas ging schief, was hat dich überrascht, was machst du seitdem anders? 300 bis 900 Wörter genügen.\nBilder legst du daneben: ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "interview": """\
Das Gespräch. Eine halbe Stunde reicht. Trefft euch dort, wo gearbeitet wird, und lass dir etwas zeigen.
Sag vorher, was aus dem Gespräch wird, und frag, ob du aufnehmen darfst.
Stell eine Frage und warte: Was nach der Pause kommt, ist oft das Beste. Bleibt etwas allgemein, frag nach dem einen Mal.
Du brauchst nicht alle Fragen. Von einer, die du gestellt hast, nimm die Kommentarzeichen davor und dahinter weg; unter sie kommt die Antwort.
Kürze, so viel du willst, aber lass die Sätze, wie sie gesprochen wurden.""",
    "portrait": """\
Das Porträt. Ein Mensch in einem Augenblick sagt mehr als ein Lebenslauf. Fang mit diesem Augenblick an.
Sprich auch mit jemandem, der mit der Person arbeitet. Lob glaubt man eher, wenn daneben steht, was schwerfällt.
Die Fragen helfen beim Sammeln; im Text müssen sie nicht vorkommen.""",
    "day": """\
Der Tag. Ein gewöhnlicher ist besser als der große. Schreib mit, solange er dauert: Uhrzeiten, Handgriffe, Sätze.
Was du jeden Tag tust, kennt fast niemand. Erklär es so, wie du es jemandem am ersten Tag erklären würdest.""",
    "lesson": """\
Was schiefging und was daraus wurde. Es geht um die Sache, nicht um Schuld: Wer nicht gefragt wurde, bleibt ohne Namen.
Erzähl der Reihe nach, was du wann wusstest; hinterher ist es immer leicht. Du brauchst kein gutes Ende, nur ein ehrliches.""",
    "project": """\
Das Projekt. Nicht der Bericht, sondern wie es wirklich war: der Ärger, der Streit, der Tag, an dem es ging.
Schreib für jemanden, der davon noch nie gehört hat, und lass Abkürzungen weg. Nenn die, die mitgemacht haben, unter `authors`, `told_by` und `helped_by`.""",
}

PICTURES = {
    "": 'Bilder: der Ort, der Gegenstand, die Hände. Leg sie daneben: ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "interview": 'Bilder: die Person dort, wo sie arbeitet, und das, wovon sie spricht. ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "portrait": 'Bilder: das Gesicht bei Tageslicht, die Hände, der Platz, wenn niemand da ist. ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "day": 'Bilder: zu jeder Uhrzeit eins, auch vom leeren Flur am Morgen. ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "lesson": 'Bilder: das Teil, der Zettel, die Stelle, und etwas daneben, an dem man die Größe sieht. ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
    "project": 'Bilder: vorher, mittendrin, nachher, vom selben Standpunkt. ![Was das Bild zeigt](bild.jpg "Bildunterschrift"){credit="Foto: …"}',
}

LAST = """\
Bevor du abgibst: Alle, die im Text oder auf einem Bild zu erkennen sind, haben ihn gelesen und Ja gesagt. Nein sagen dürfen sie auch später noch.
Oben bei `learned` steht ein Satz, mit dem jemand anderswo etwas anfangen kann: Was rätst du Kolleg:innen, die vor derselben Sache stehen?"""

FORMS = {
    "story": (
        "Ich habe eine Geschichte",
        "Erzähl, was passiert ist. Schön schreiben musst du nicht.",
        "Geschichte: ",
        """\
Schön, dass du da bist. Beantworte, was du magst, und lass den Rest frei.

Was du hier schreibst, können alle lesen, die in dieses Projekt schauen dürfen. Ins Portal kommt erst etwas, wenn du den fertigen Text gelesen und Ja gesagt hast. Willst du im Portal nicht mit vollem Namen stehen, sag es der Redaktion lieber direkt.""",
    ),
    "interview": (
        "Interviewt mich",
        "Du hast etwas zu erzählen, und jemand anders soll es aufschreiben.",
        "Interview: ",
        """\
Jemand aus der Redaktion meldet sich und spricht mit dir, ungefähr eine halbe Stunde. Du liest den Text, bevor er erscheint, und ohne dein Ja erscheint er nicht.

Was du hier schreibst, können alle lesen, die in dieses Projekt schauen dürfen. Was nicht jeder wissen soll, sag uns im Gespräch.""",
    ),
    "nomination": (
        "Ich schlage jemanden vor",
        "Du kennst jemanden, von dem andere hören sollten.",
        "Vorschlag: ",
        """\
Frag bitte zuerst: Was du hier schreibst, können alle lesen, die in dieses Projekt schauen dürfen, also auch den Namen.

Erscheinen kann erst etwas, wenn die Person selbst den fertigen Text gelesen und Ja gesagt hat. Sie kann jederzeit Nein sagen und muss es nicht begründen; dann löschen wir auch diesen Vorschlag.""",
    ),
    "removal": (
        "Bitte nehmt mich heraus",
        "Dein Name, ein Bild oder ein Text soll aus dem Portal verschwinden.",
        "Bitte herausnehmen",
        """\
Einen Grund brauchst du nicht, und es fragt auch niemand danach.

Was passiert: Spätestens am nächsten Arbeitstag ist es aus dem Portal verschwunden, auch aus Suche und Feeds. Danach kümmern wir uns um die früheren Fassungen in der Versionsgeschichte. Innerhalb eines Monats hörst du von uns, was gelöscht ist.

Diese Bitte können alle lesen, die in dieses Projekt schauen dürfen. Soll das niemand sehen, sag es der Redaktion oder der Datenschutzstelle direkt; es wirkt genauso.""",
    ),
}

NOTES = {
    "title": "Eingereicht unter dem Titel",
    "subject": "Betreff der Mail",
    "head": "Für die Redaktion; nichts davon erscheint.",
    "told_by": "Noch ohne Kennung, gehört unter `told_by`",
    "helped_by": "Noch ohne Kennung, gehört unter `helped_by`",
    "name": "Noch ohne Kennung, gehört unter `authors`",
    "agreed": "Zugesagt",
    "pending": "Noch nicht zugesagt",
    "speakers": "Es sprechen",
    "talk": "Im Gespräch mit {name}",
}

KEYS = {
    "title": ("arbeitstitel", "titel", "überschrift"),
    "subject": ("betreff",),
    "name": (
        "autor:innen", "autor:in", "autoren", "autorin", "autor", "aufgeschrieben von", "aufgezeichnet von", "geschrieben von", "geführt von", "text von", "text und fotos von", "text und fotos", "von", "mein name", "name",
    ),
    "told_by": ("erzähler:in", "erzählerin", "erzähler", "erzählt von", "erzählt hat", "erzählt", "interview mit", "gespräch mit"),
    "helped_by": ("mitgeholfen haben", "mitgeholfen hat", "mitgeholfen", "fotos von", "fotos", "foto", "bilder von", "übersetzt von"),
    "learned": ("gelernt", "was andere mitnehmen können"),
    "note": ("gesendet", "datum", "cc", "an"),
}  # fmt: skip

NOBODY = (
    "niemand", "niemandem", "keiner", "keine", "nein", "nö", "ja", "ich", "mir", "mein", "meine", "trifft", "entfällt", "privat", "archiv", "unbekannt", "werk", "intern",
)  # fmt: skip
AROUND_NOBODY = ("sonst", "es", "das", "ist", "die", "der", "geschichte", "eigene", "selbst", "selber", "nur", "von", "nicht", "zu")  # fmt: skip
