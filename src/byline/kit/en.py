"""What is asked, in English."""

from __future__ import annotations

QUESTIONS = {
    # an interview
    "moment": "Which moment has stayed with you? Where were you, and who else was there?",
    "expected": "What were you expecting, and what came instead?",
    "wrong": "What went wrong, or not the way you thought it would?",
    "why": "Why did you do it that way and no other?",
    "ear": "Which sentence from back then can you still hear?",
    "since": "What have you done differently since?",
    "advise": "What would you tell colleagues elsewhere who are facing the same thing?",
    "unasked": "What have I not asked that you would have liked to tell?",
    "others": "Who else should be asked about this?",
    # a portrait
    "hands": "What are the hands doing? Watch for a while, and write it down before you ask anything.",
    "first-day": "What was the first day here like, and what did not work out on it?",
    "called": "Why do others ring this person, of all people?",
    "otherwise": "When might it all have turned out differently?",
    "object": "What is always within reach, and since when?",
    "hard": "What is still hard after all this time, and why?",
    "unknown": "What does hardly anybody know, and may everybody know it now?",
    "voice": "Which sentence does nobody else say quite like that? Write it down word for word.",
    # a day
    "start": "When does the day begin, and what do you reach for first?",
    "times": "Three times of the day: what was there to see, to hear, to smell?",
    "unseen": "Which work does nobody see, and what happens if it is left undone?",
    "between": "What got in the way, and why did it come first?",
    "laughed": "What did you laugh about?",
    "went-wrong": "What went wrong that day?",
    "end": "When is the day over, and how can you tell?",
    # what we learned
    "happened": "What happened? Begin in the middle.",
    "thought": "What did you believe until then, and why?",
    "earlier": "How could it have been noticed sooner?",
    "cost": "What did it cost: time, money, sleep?",
    "helped": "Who helped, and how exactly?",
    "open": "What is still not solved?",
    # a project
    "trouble": "What was the trouble in the beginning, and whose was it?",
    "against": "Who was against it, and what really spoke against it?",
    "dead-end": "Which way led nowhere, and when did you admit it?",
    "works": "When did you know that it would work?",
    "felt": "Who feels the difference, and where?",
    "price": "What did you give up for it?",
    "without": "What would you leave out next time?",
    # forms
    "title": "What might the story be called?",
    "you": "Who are you?",
    "writer": "Who writes it down?",
    "whose": "Is it somebody else's story? Whose?",
    "helpers": "Who helped, with words, pictures or a translation?",
    "learned": "What can others take away from it, in one sentence?",
    "asked": "Does everyone in it know about it?",
    "about": "What would you like to talk about?",
    "unknown-work": "What does hardly anybody know about your work?",
    "how": "How shall we talk?",
    "when": "When does it suit you?",
    "nominee": "Whom do you suggest?",
    "worth": "What has this person lived through or done that others should hear of?",
    "first-question": "What would you ask them first?",
    "nominee-asked": "Do they know about this?",
    "you-shown": "Under which name are you in the portal?",
    "what": "What shall we take out?",
    "where": "Where is it?",
}

HINTS = {
    "title": "A working title. It can be changed at any time.",
    "you": "First name and surname.",
    "whose": "First name and surname, and only if they agree. Otherwise leave it empty.",
    "helpers": "First names and surnames, with commas between them.",
    "happened": "Notes will do, and spelling does not matter.",
    "learned": "For example: Write the target weight on the crate, in large figures.",
    "others": "Names only of people who are happy with that; otherwise the department is enough.",
    "about": "A single word is enough.",
    "when": "For example: Tuesdays, after the early shift.",
    "nominee": "First name and surname. Please ask them first: others can read what you write here.",
    "worth": "Tell only what they would tell themselves.",
    "you-shown": "As it stands there; initials too.",
    "where": "Addresses or titles, if you have them at hand. If you leave this empty, we will look.",
}

OPTIONS = {
    "writer": ("I do", "I tell it, and somebody writes it down"),
    "asked": (
        "I have asked everyone who can be recognised in the text, and they agree.",
        "I have asked everyone who can be recognised in the pictures, and they agree.",
    ),
    "how": ("Where I work", "By telephone or video", "In writing, question by question"),
    "nominee-asked": ("I have asked them, and they are happy to be named here.",),
    "what": (
        "Everything by me and about me",
        "My name; the stories may stay",
        "Pictures in which I can be seen",
        "Certain places",
    ),
}

ADVICE = {
    "": 'Begin in the middle: a place, a time of day, something that somebody said.\nWhat went wrong, what surprised you, what have you done differently since? 300 to 900 words are enough.\nPut pictures beside this file: ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "interview": """\
The interview. Half an hour is enough. Meet where the work is done, and ask to be shown something.
Say beforehand what will become of it, and ask whether you may record.
Ask a question and wait: what comes after the pause is often the best. If an answer stays general, ask for the one time that it happened.
You do not need all the questions. From one that you asked, take the comment marks before and after it away; the answer goes below.
Cut as much as you like, but leave the sentences as they were spoken.""",
    "portrait": """\
The portrait. One person at one moment says more than a CV. Begin with that moment.
Talk to somebody who works with them, too. Praise is believed sooner when what is hard stands beside it.
The questions are for gathering; they need not appear in the text.""",
    "day": """\
The day. An ordinary one is better than the great one. Write while it lasts: times, movements, sentences.
Hardly anybody knows what you do every day. Explain it as you would to somebody on their first morning.""",
    "lesson": """\
What went wrong, and what came of it. This is about the matter and not about blame: whoever was not asked stays without a name.
Tell in order what you knew when; afterwards it is always easy. You need no happy ending, only an honest one.""",
    "project": """\
The project. Not the report, but what it was really like: the trouble, the argument, the day on which it worked.
Write for somebody who has never heard of it, and do without abbreviations. Name those who took part under `authors`, `told_by` and `helped_by`.""",
}

PICTURES = {
    "": 'Pictures: the place, the object, the hands. Put them beside this file: ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "interview": 'Pictures: the person where they work, and the thing they talk about. ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "portrait": 'Pictures: the face by daylight, the hands, the workplace when nobody is there. ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "day": 'Pictures: one for each time of the day, the empty corridor in the morning too. ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "lesson": 'Pictures: the part, the note, the spot, and something beside it that shows the size. ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
    "project": 'Pictures: before, halfway and after, from the same place. ![What the picture shows](picture.jpg "Caption"){credit="Photo: …"}',
}

LAST = """\
Before you hand it in: everyone who can be recognised, in the text or in a picture, has read it and said yes. They may still say no later.
`learned`, at the top, is one sentence that somebody elsewhere can use: what would you tell colleagues who are facing the same thing?"""

FORMS = {
    "story": (
        "I have a story",
        "Tell us what happened. It need not be well written.",
        "Story: ",
        """\
Good to see you. Answer what you like, and leave the rest empty.

Everyone who may look into this project can read what you write here. Nothing goes into the portal before you have read the finished text and said yes. If you would rather not appear there under your full name, please tell the editors directly.""",
    ),
    "interview": (
        "Interview me",
        "You have something to tell, and somebody else is to write it down.",
        "Interview: ",
        """\
One of the editors gets in touch and talks to you, for half an hour or so. You read the text before it appears, and without your yes it does not.

Everyone who may look into this project can read what you write here. What not everybody should know, tell us when we talk.""",
    ),
    "nomination": (
        "I nominate a colleague",
        "You know somebody whom others should hear from.",
        "Suggestion: ",
        """\
Please ask them first: everyone who may look into this project can read what you write here, and so the name as well.

Nothing can appear before they have read the finished text themselves and said yes. They can say no at any time and need not give a reason; then we delete this suggestion, too.""",
    ),
    "removal": (
        "Please take me out",
        "Your name, a picture or a text is to disappear from the portal.",
        "Please take me out",
        """\
You need no reason, and nobody will ask you for one.

What happens: by the end of the next working day it is gone from the portal, from the search and the feeds too. After that we see to earlier versions in the history of this project. Within a month you hear from us what has been deleted.

Everyone who may look into this project can read this request. If nobody should, tell the editors or the data protection officer directly; it has the same effect.""",
    ),
}

NOTES = {
    "title": "Handed in under the title",
    "subject": "Subject of the mail",
    "head": "For the editors; none of this is published.",
    "told_by": "Without an id so far, belongs under `told_by`",
    "helped_by": "Without an id so far, belongs under `helped_by`",
    "name": "Without an id so far, belongs under `authors`",
    "agreed": "Agreed",
    "pending": "Not agreed yet",
    "speakers": "Who speaks",
    "talk": "A talk with {name}",
}

KEYS = {
    "title": ("working title", "headline", "title"),
    "subject": ("subject",),
    "name": (
        "authors",
        "author",
        "written by",
        "interviewed by",
        "text by",
        "text and photos by",
        "text and photos",
        "from",
        "my name",
        "by",
    ),
    "told_by": ("told by", "interview with", "a talk with"),
    "helped_by": ("helped by", "photos by", "photo by", "pictures by", "photos", "translated by"),
    "learned": ("learned", "what others can take away"),
    "note": ("sent", "date", "cc", "to"),
}

NOBODY = (
    "nobody", "none", "no", "nope", "yes", "i", "me", "my", "mine", "myself", "apply", "applicable", "private", "archive", "unknown", "internal",
)  # fmt: skip
AROUND_NOBODY = ("else", "one", "it", "it's", "is", "this", "the", "story", "own", "by", "of", "only", "just", "does", "doesn't", "not")  # fmt: skip
