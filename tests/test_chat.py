"""Chats: who said what, however messengers and transcripts write it down."""

from __future__ import annotations

import pytest

from byline.chat import as_spoken
from byline.submission import read_submission

SPOKEN = "Ada Berg: What fell?\n\nBen Castor: Rain.\n\nAda Berg: And then?\n\nBen Castor: More rain.\nAnd snow."


@pytest.mark.parametrize(
    "text",
    [
        "[25.11. 10:02] Ada Berg\nWhat fell?\n\n[25.11. 10:05] Ben Castor\nRain.\n\n[10:08] Ada Berg\nAnd then?\n\n[10:11] Ben Castor\nMore rain.\nAnd snow.\n",
        "[25.11.26, 10:02:11] Ada Berg: What fell?\n[25.11.26, 10:05:40] Ben Castor: Rain.\n[25.11.26, 10:08:00] Ada Berg: And then?\n[25.11.26, 10:11:00] Ben Castor: More rain.\nAnd snow.",
        "25.11.26, 10:02 - Ada Berg: What fell?\n25.11.26, 10:05 - Ben Castor: Rain.\n25.11.26, 10:06 - Ben Castor: <Medien ausgeschlossen>\n25.11.26, 10:08 - Ada Berg: And then?\n25.11.26, 10:11 - Ben Castor: More rain.\nAnd snow.",
        "11/25/26, 10:02 AM - Ada Berg: What fell?\n11/25/26, 10:05 AM - Ben Castor: Rain.\n11/25/26, 10:08 PM - Ada Berg: And then?\n11/25/26, 10:11 PM - Ben Castor: More rain.\nAnd snow.",
        "Ada Berg\n10:02\nWhat fell?\n\nBen Castor\n10:05\nRain.\n\nAda Berg\n10:08\nAnd then?\n\nBen Castor\n10:11\nMore rain.\nAnd snow.",
        "Ada Berg\n  10:02 AM\nWhat fell?\nBen Castor\n  Yesterday at 10:05 AM\nRain.\nAda Berg\n  10:08 AM\nAnd then?\nBen Castor\n  10:11 AM\nMore rain.\nAnd snow.",
        "Ada Berg   0:03\nWhat fell?\n\nBen Castor   0:08\nRain.\n\nAda Berg   1:00:13\nAnd then?\n\nBen Castor   1:00:16\nMore rain.\nAnd snow.",
        "Berg, Ada  Gestern 10:02\nWhat fell?\n\nCastor, Ben (Extern)  Gestern 10:05\nRain.\n\nBerg, Ada  Heute 8:13\nAnd then?\n\nCastor, Ben (Extern)  Mittwoch 9:00\nMore rain.\nAnd snow.",
        "10:02:11 From Ada Berg to Everyone: What fell?\n10:05:00 From Ben Castor : Rain.\n10:08:00 Von Ada Berg an Alle: And then?\n10:11:00 From Ben Castor: More rain.\nAnd snow.",
        "WEBVTT\n\n1\n00:00:03.120 --> 00:00:07.480\nAda Berg: What fell?\n\n2\n00:00:08.000 --> 00:00:12.000\nBen Castor: Rain.\n\n3\n00:00:13.000 --> 00:00:15.000\nAda Berg: And then?\n\n4\n00:00:16.000 --> 00:00:18.000\nBen Castor: More rain.\nAnd snow.",
        "WEBVTT\n\n00:00:03.120 --> 00:00:07.480\n<v Ada Berg>What fell?</v>\n\n00:00:08.000 --> 00:00:12.000\n<v Ben Castor>Rain.</v>\n\n00:00:13.000 --> 00:00:15.000\n<v Ada Berg>And then?</v>\n\n00:00:16.000 --> 00:00:18.000\n<v Ben Castor>More rain.\nAnd snow.</v>",
    ],
)  # fmt: skip
def test_a_chat_is_written_as_an_interview(text: str) -> None:
    assert as_spoken(text) == SPOKEN


@pytest.mark.parametrize(
    ("message", "spoken"),
    [
        ("25.11.26, 10:09 - +49 170 1234567: No.", "N. N. 1: No."),
        ("[25.11.26, 10:09:00] +49 170 1234567: No.", "N. N. 1: No."),
        ("25.11.26, 10:09 - ~ kim: No.", "Kim: No."),
        ("25.11.26, 10:09 - Kim 🌻: No.", "Kim: No."),
        ("25.11.26, 10:09 - max: No.", "Max: No."),
        ("25.11.26, 10:09 - 李明: No.", "N. N. 1: No."),
        ("25.11.26, 10:09 - Ada Maria von der Berg: No.", "Ada Maria von der Berg: No."),
        ("25.11.26, 10:09 - Kim: Diese Nachricht wurde gelöscht.\n25.11.26, 10:09 - Ada Berg hat Kim hinzugefügt", ""),
        ("kim.lee\n  10:09 AM\nNo.", "Kim Lee: No."),
        ("kim.lee 10:09\nNo.", "Kim Lee: No."),
        ("[10:09] kim\nNo.", "Kim: No."),
        ("00:00:03.120 --> 00:00:07.480\n<v Conference Room 2>No.</v>", "Conference Room 2: No."),
    ],
)
def test_nobodys_words_get_into_the_mouth_of_another(message: str, spoken: str) -> None:
    chat = f"[10:02] Ada Berg\nWhat fell?\n[10:05] Ben Castor\nRain.\n{message}\n[10:10] Ada Berg\nAnd then?"
    said = ["Ada Berg: What fell?", "Ben Castor: Rain.", spoken, "Ada Berg: And then?"]
    assert as_spoken(chat) == "\n\n".join(filter(None, said))


def test_a_sentence_that_ends_with_a_time_is_nobodys_name() -> None:
    chat = "Ada Berg 10:02\nWhat fell?\nBen Castor 10:05\nWe saw it\nThen we met 14:30\n[14:40] We looked at it for a long while.\nAda Berg 10:10\nAnd then?"
    assert "We saw it\nThen we met 14:30\n[14:40] We looked at it for a long while.\n" in as_spoken(chat)


def test_a_chat_of_those_whom_the_telephone_does_not_know() -> None:
    first, second = "25.11.26, 10:02 - +49 170 1234567", "25.11.26, 10:03 - +49 170 7654321"
    assert as_spoken(f"{first}: What fell?\n{second}: Rain.\n{first}: And then?") == (
        "N. N. 1: What fell?\n\nN. N. 2: Rain.\n\nN. N. 1: And then?"
    )


def test_what_stands_above_a_chat_stays_and_so_does_every_message() -> None:
    text = (
        "Rain\n\nAda Berg\n10:02\nWhat fell?\n10:03\nSnow?\n\nBen Castor\n10:05\nRain.\n\nBen Castor\n10:06\nI think."
    )
    assert as_spoken(text) == (
        "Rain\n\nAda Berg: What fell?\n\nAda Berg: Snow?\n\nBen Castor: Rain.\n\nBen Castor: I think."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pause 9:00\nTea.\n\nPause 12:00\nSoup.\n\nPause 15:00\nTea.",
        "9:00\nTea.\n\n12:00\nSoup.\n\n15:00\nTea.",
        "[9:00] tea\n[12:00] soup\n[15:00] tea",
        "Ada Berg\n10:02\nWhat fell?\n\nBen Castor\n10:05\nRain.",
        "The Early Shift\n06:00\nI take over.\n\n09:30\nTea.\n\n14:00\nI hand over.",
        "The Early Shift\n06:00\nI take over.\n\n09:30\nTea.\n\nThe Late Shift\n14:00\nBen takes over.",
        "First Round, 06:00\nTea.\n\nFirst Round, 09:30\nSoup.\n\nFirst Round, 14:00\nTea.",
        "Ada Berg: What fell?\nBen Castor: Rain.\nAda Berg: And then?\nBen Castor: More rain.",
        "Then, at 10:02, it fell.\nThen, at 10:05, it fell.\nThen, at 10:05, it fell.",
    ],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert as_spoken(text) == text


def test_the_times_of_a_day_in_somebodys_life_stay() -> None:
    text = "In Halle Drei\n06:00\nTee.\n\nIm Lager\n09:30\nSuppe.\n\nIn Halle Drei\n14:00\nTee."
    assert not read_submission(text, "day").is_chat
    assert read_submission(text).is_chat
