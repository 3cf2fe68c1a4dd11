"""The papers in English. In curly braces stands what comes from the settings."""

NOTICE = """\
# How we count views

“{title}” counts how often a story is viewed. The counter does not know who reads it.

## What is stored

- For each story and day, one number: how often it was viewed.
- For each day, how many requests were not counted, by reason: sent by a program (robot), only fetched in advance, \
refused in the browser, sent by another site, for an unknown story, over the cap.

Nothing else. The counter stores no address of your computer, nothing about your browser, no name and no time of day. \
A day lasts from midnight to midnight ({zone}).

{counted}

{push}

## What happens on your device

The counter leaves nothing on your device: no cookies, and nothing else either. If the portal has different colour \
themes and you pick one by hand, your device remembers your choice. That has nothing to do with the counter.

If you have switched on “Do Not Track” or “Global Privacy Control” in your browser, the script of the page tells the \
counter nothing. If a request arrives all the same, no view is counted. Only the number of that day’s refusals in the \
browser goes up by one.

## Who sees numbers

{shown}

{rules}

{exact}

## For how long

After {days}, the numbers of days become numbers of whole weeks; after {weeks}, numbers of whole months. After \
{months}, the counter deletes these too.

## What the counter cannot change

Every web server hears the address of your computer, or it could not send you a page. Whether it, or another machine \
in the company’s network, writes it down is not up to the counter. And a view does not mean that somebody has read.

## Checking and asking

What stands here can be checked, with the command `byline counter audit`.

{contacts}
"""

FACTS = """\
# The counter of “{title}”: fact sheet for works council and data protection

This sheet is made from the settings in force at {address} (`byline counter notice`). It is no legal advice.

## Purpose

Those who tell a story are to learn that it is read, and the editors which topics are wanted. To find out or compare \
the behaviour or performance of employees is no purpose.

## What is stored

{tables}

| Table | Columns | Example |
| --- | --- | --- |
| `views` | story, period, number | `2026-karton-zu-leicht`, `2026-11-23`, 41 |
| `refused` | reason, period, number | `robot`, `2026-11-23`, 7 |

The period is a day, later a week or a month. Days begin and end at midnight ({zone}). Reasons are `robot` (a \
program), `prefetch` (fetched in advance), `opted-out` (refused in the browser), `foreign` (sent by another site), \
`unknown` (no story of this edition) and `capped` (over the cap).

{counted}

{push}

## What is not stored

- One small function reads a request. It looks at the values of ten headers (`DNT`, `Sec-GPC`, `Sec-Purpose`, \
`Purpose`, `X-Purpose`, `X-Moz`, `Sec-Fetch-Site`, `Origin`, `Host`, `User-Agent`) and passes on two things: the story \
and, if it is not to be counted, the reason. The part that counts is told no more. The name of the browser serves only \
to recognise programs; it is judged in memory and not kept. The service itself only looks at what is asked for, \
and whether anything is sent along.
- Never looked at and never kept are network address, cookies, log-in, language, and the page somebody comes from.
- Never stored are network address, name of the browser, device, name, log-in, time of day, order, ids of visits or \
sessions, not even encrypted or as a digest.

## The claim, and how to check it yourself

> The counter stores a number per story and day, and totals of what it did not count by reason and day; nothing else. \
Whoever the readers are, and in whatever order they came, the same views leave the same dump and the same backup.

`byline counter audit` checks all nine parts with the settings in force, on an empty scratch store, and reports part \
by part, with digests. The real files are only read.

| Part | What is claimed | What the audit does |
| --- | --- | --- |
| P1 | Who reads changes nothing that is stored. | Swap addresses, browsers, languages, cookies and log-ins among \
10000 views: the dump has the same digest each time. The live file itself may depend on the order within a day; when \
the day is over, it is written anew. |
| P2 | Nothing personal is on the disk. | Send a thousand invented addresses, browsers and names, then search for them \
in data, journal, logs and temporary files, also in other notations (hex, base64). |
| P3 | What the counting part is not told, it cannot store. | Hand over a request that raises the alarm when anything \
else is touched. |
| P4 | No time finer than a day is stored, and no order. | After each write, the journal is empty; the same \
views in another order leave the same file after two minutes of rest. |
| P5 | Nothing stays on the device. | Look at answers and script: no cookie, no storage, no `ETag`, no \
`Last-Modified`. |
| P6 | “Do Not Track” and “Global Privacy Control” hold (where views are counted from the web server’s logs, by the script alone). | Send such requests: no view is counted. |
| P7 | Nothing exact is shown, nothing below {threshold}, nothing of a day that is not over. | Make views of all \
sizes, and look at every number that comes of them. The only exception is the backup. |
| P8 | A view that has been acknowledged is not lost. | Kill the service in the middle of its work, and count \
afterwards. |
| P9 | Nothing stays longer than claimed. | Put the clock forward, and look. |

## For how long

| After | What happens |
| --- | --- |
| {days} | days become weeks |
| {weeks} | weeks become months |
| {months} | everything is deleted |

## Who sees what

The setting is `show: {show}`.

| Who | `off` | `authors` | `everyone` |
| --- | --- | --- | --- |
| Everyone in the portal | nothing | totals over at least {least_authors} authors | also “about 120 views” on the story’s page |
| Who wrote or told the story | nothing | their own stories, by week | likewise |
| Editors and managers | nothing | what everyone sees | what everyone sees |
| Who runs the service | store and backup | store and backup | store and backup |

{rules}

{exact}

## Caps

On one day, a story is counted at most {times} times as often as there are people who could read it. Unless a story \
says otherwise these are {reach} people, and so {cap} views at most. This bounds abuse without knowing anyone. Only \
stories of the published edition are counted.

## What is not promised

- Whoever watches the wire, the memory or the live file at the moment when a view arrives can see it.
- The company’s web servers, proxies and log-in services keep records of their own. What has been agreed for those \
holds for them.
- A view does not mean that somebody has read.
- A threshold for views is no threshold for people: one person who opens a story {threshold} times reaches it too.
- If only one person can open a story, its number in the store tells that it was that person. It is not shown.
- Whoever runs the service can read the exact numbers. Who has read is not there either.
- The private address at which people find their numbers is like a key: whoever is given it sees the numbers. It can \
be renewed.
- The counter does not delete backups of the disk or older copies; a medium beneath may keep old states.

## Law

- Section 87(1) no. 6 of the German Works Constitution Act (BetrVG): the works council has a say in technical devices \
that can monitor behaviour or performance. It is enough that they are objectively suited to it (BAG 1 ABR 20/74). As \
to readers, the way it is built is meant to take that away; numbers about a story with a name remain data about its \
author.
- BAG 1 ABR 6/94: numbers about a small group too can come to bear on its members. So there are only totals over at \
least {least_authors} authors, and no ranking.
- Section 25 TDDDG: the counter stores nothing on the device, and reads nothing that is stored there. The script asks \
the browser only whether it refuses counting, and whether the page is visible and newly opened; none of that is sent. \
How far this section goes is disputed.
- GDPR Art. 5(1)(c) and Art. 25: data minimisation, and data protection by design; see P3.

This is no legal advice.

## Deviations

Where these settings promise less than those that Byline comes with:

{deviations}

## Settings

{settings}

{contacts}
"""

AGREEMENT = """\
# Agreement on the counter of “{title}” (draft)

between [employer] and [works council]

This draft is made from the settings in force. It is no legal advice.

## 1. Scope

This agreement holds for [establishment] and for all employees who read the portal {address} or tell stories there.

## 2. Purpose

The only purpose of the counter is to show authors that their stories are read, and the editors which topics are wanted.

## 3. What is stored

(1) What is stored is a number per story and day and, per day and reason, how many requests were not counted. The \
counter stores no other data about views, in particular no network addresses, names of browsers, names, log-ins, times \
of day or ids of visits. If it reads logs of the web server, it also stores which files it has read and how far, \
and of what stands in the lines only how long they are.

(2) {counted}

(3) {push}

(4) “Do Not Track” and “Global Privacy Control” are respected; where views are counted from the web server’s logs, by the script of the pages. The counter leaves nothing on devices.

## 4. No monitoring of behaviour or performance

(1) The numbers are not used to find out, judge or compare the behaviour or performance of employees. Measures that \
are based on such numbers are not permitted.

(2) The numbers are not combined with other data, in particular not with records of web servers, proxies, log-in, \
access or working time.

## 5. No ranking

There is no ranking, no order by views, no comparison between people, and no evaluation for managers. Totals cover the \
stories of at least {least_authors} authors.

## 6. Feedback to authors

(1) {shown}

(2) {rules}

(3) Feedback is an offer. Every author can turn it off with `feedback: false`, without reasons and without \
disadvantage. Private addresses are renewed on request.

## 7. Exact numbers

{exact} The backup serves only to restore.

## 8. Retention

After {days}, days are added up to weeks; after {weeks}, weeks to months. After {months}, they are deleted. Backups \
are deleted after [period] at the latest.

## 9. Changes

The settings in the annex are changed only with the consent of the works council. This also holds for new versions of \
the counter that store more or show more.

## 10. Audit

(1) The works council can have `byline counter audit` run at any time, be present, and call in experts.

(2) The result of the audit is published in the portal at least every [period] and after each change. If a part fails, \
the counter is switched off until the fault is mended.

## 11. Information

The privacy notice (`byline counter notice`) stands in the portal before anything is counted.

## 12. Entry into force and termination

This agreement enters into force on [date]. It can be terminated with a notice of [period]. When it ends, the counter \
is switched off and the numbers are deleted, unless something else is agreed.

[place, date]

[employer] · [works council]

## Annex: Settings

{settings}

Deviations from the settings that Byline comes with:

{deviations}

{contacts}
"""
