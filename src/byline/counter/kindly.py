"""The words in which feedback is given, in German and English: kind, plain, and never a comparison."""

from __future__ import annotations

from byline.counter.counted import Story
from byline.counter.feedback import Milestone, Note
from byline.counter.figure import has_figures

_WORDS = {
    "de": {
        "title": "Deine Geschichten, {name}",
        "none": "Von dir ist gerade keine Geschichte erschienen. Wenn du eine hast: Wir hören gern zu.",
        "about": "etwa {n} Aufrufe",
        "few": "Zu dieser Geschichte gibt es keine Zahlen, weil nur wenige Menschen sie lesen können.",
        "new": "Gerade erschienen. Die erste Zahl gibt es frühestens morgen.",
        "1": "Ein guter Anfang: etwa {n} Aufrufe bisher.",
        "1-0": "Noch zu wenige Aufrufe für eine Zahl; in der ersten Woche ist das normal.",
        "7": "Nach mehr als einer Woche sind es etwa {n} Aufrufe. Deine Geschichte hat ihren Weg gefunden.",
        "7-0": "Noch zu wenige Aufrufe für eine Zahl. So geht es vielen Geschichten, die später gefunden und gebraucht werden.",
        "30": "Etwa {n} Aufrufe, und die Geschichte bleibt, wo man sie findet. Danke, dass du sie erzählt hast.",
        "old": "Etwa {n} Aufrufe in den letzten {months} Monaten. Was du erzählt hast, wird noch gebraucht.",
        "old-0": "In den letzten {months} Monaten zu wenige Aufrufe für eine Zahl. Die Geschichte bleibt, wo man sie findet.",
        "30-0": "Bisher zu wenige Aufrufe für eine Zahl. Eine Geschichte, die einer einzigen Person hilft, hat sich gelohnt; danke.",
        "after-1": "Nach einem Tag: {title}",
        "after-7": "Nach einer Woche: {title}",
        "after-30": "Nach einem Monat: {title}",
        "week": "Woche",
        "views": "Aufrufe",
        "week-of": "KW {week}/{year}",
        "day": "{day.day}.{day.month}.{day.year}",
        "until": "Gezählt bis {day}, seit das Portal zählt, und höchstens {months} Monate zurück. Alle Zahlen sind abgerundet; "
        "unter {threshold} steht keine. Ein Aufruf ist kein Mensch: Wer zweimal liest, zählt zweimal.",
        "private": "Diese Seite steht unter einer Adresse, die nur du kennst.",
        "off": "Du möchtest das nicht mehr bekommen? Schreib `feedback: false` in deine Personendatei.",
        "chart": "Aufrufe je Woche",
    },
    "en": {
        "title": "Your stories, {name}",
        "none": "No story of yours is published just now. If you have one: we would love to listen.",
        "about": "about {n} views",
        "few": "There are no numbers for this story, because only a few people can read it.",
        "new": "Just published. The first number comes tomorrow at the earliest.",
        "1": "A good start: about {n} views so far.",
        "1-0": "Still too few views for a number; that is normal in the first week.",
        "7": "After more than a week, about {n} views. Your story has found its way.",
        "7-0": "Still too few views for a number. So it goes with many stories that are found, and needed, later.",
        "30": "About {n} views, and the story stays where it can be found. Thank you for telling it.",
        "old": "About {n} views in the last {months} months. What you told is still needed.",
        "old-0": "Too few views for a number in the last {months} months. The story stays where it can be found.",
        "30-0": "So far too few views for a number. A story that helps one colleague was worth telling; thank you.",
        "after-1": "After a day: {title}",
        "after-7": "After a week: {title}",
        "after-30": "After a month: {title}",
        "week": "Week",
        "views": "Views",
        "week-of": "Week {week}, {year}",
        "day": "{day}",
        "until": "Counted until {day}, since the portal has been counting, and for {months} months at most. All numbers are rounded "
        "down; below {threshold} there is none. A view is not a person: whoever reads twice counts twice.",
        "private": "This page stands at an address that only you know.",
        "off": "You would rather not get this? Write `feedback: false` into your person file.",
        "chart": "Views by week",
    },
}


def word(key: str, language: str, /, **facts: object) -> str:
    """One of the words; in English where there is no German of it, as for a portal in French."""
    return _WORDS.get(language, _WORDS["en"])[key].format(**facts)


def of_note(note: Note, language: str) -> str:
    """What is said of a story."""
    if note.months and has_figures(note.story):
        return word("old" if note.figure else "old-0", language, n=note.figure, months=note.months)
    return _said(note.story, note.milestone, note.figure, language)


def of_milestone(passed: Milestone, language: str) -> str:
    """What is said when so many days have passed."""
    return _said(passed.story, passed.days, passed.figure, language)


def _said(story: Story, milestone: int, figure: int, language: str) -> str:
    if not has_figures(story):
        return word("few", language)
    if not milestone:
        return word("new", language)
    return word(f"{milestone}" if figure else f"{milestone}-0", language, n=figure)
