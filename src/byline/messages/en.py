"""The messages in English: for each rule what is wrong, and what to do."""

DID_YOU_MEAN = "did you mean `{guess}`?"

SEVERITIES = {"error": "error", "withheld": "withheld", "warning": "warning", "advice": "advice"}

RULES: dict[str, tuple[str, str]] = {
    # the file as such
    "unreadable-file": ("this cannot be read: {reason}", "put an ordinary file here that everybody may read"),
    "not-utf8": ("this is not UTF-8 text", "save the file with the encoding UTF-8"),
    "file-too-large": ("this file is larger than {limit} KB", "split the text, or scale the picture down"),
    "line-too-long": ("this line is longer than {limit} characters", "break it into paragraphs"),
    "control-characters": (
        "an invisible character ({code}) was taken out",
        "it often comes along when text is pasted; delete and retype the place",
    ),
    "link-not-followed": (
        "this is only a shortcut to another place, and Byline does not follow it",
        "put the file itself here",
    ),
    "stray-file": (
        "this file is neither Markdown nor a picture and was left out",
        "take it away, or save it as Markdown, JPEG, PNG, WebP, GIF or SVG",
    ),
    "misplaced-file": (
        "this text belongs to no kind of page and was left out",
        "move it to content/stories, content/people or content/pages",
    ),
    "no-content": (
        "there is nothing in the folder content",
        "put stories into content/stories, people into content/people",
    ),
    # front matter and settings as YAML
    "no-front-matter": ("the file does not begin with front matter", "make the first line three hyphens: ---"),
    "front-matter-not-closed": ("the front matter has no end", "put a line of three hyphens (---) before the text"),
    "yaml-syntax": (
        "this cannot be read: {reason}",
        "a text with a colon or a special first character belongs in double quotes",
    ),
    "yaml-tab": ("a tab stands where spaces must", "replace the tab by two spaces"),
    "yaml-feature": (
        "`{feature}` is a YAML command that Byline does not use",
        "write the value out, or put the text in double quotes",
    ),
    "yaml-too-deep": ("values are nested more than {limit} levels deep here", "check the brackets and the indentation"),
    "cut-by-comment": ("what follows # is a comment, and nobody will read it", "put the whole text in double quotes"),
    "duplicate-key": ("`{key}` stands here for the second time", "the first is on line {first}; keep one"),
    "mapping-expected": (
        "pairs of `key: value` are needed here",
        "write one pair per line, or all in curly braces: {{key: value, key: value}}",
    ),
    "list-expected": ("`{key}` takes a list", "put the values in square brackets: [one, two]"),
    "too-many-items": ("`{key}` has more than {limit} items", "keep those that matter"),
    "empty-item": ("an item of `{key}` is empty", "fill it in, or take it out"),
    "text-expected": ("`{key}` takes a single text here", "remove the brackets or the indentation"),
    "unknown-key": ("there is no key `{key}`", "known keys: {known}"),
    "missing-key": ("`{key}` is missing", "add `{key}: …`"),
    "wrong-type": ("`{key}` cannot be “{text}”", "expected: {wanted}"),
    "bad-date": ("“{text}” cannot be used as a date", "write a day that exists, as 2026-03-14 or 2026-03-14 16:30"),
    "bad-choice": ("`{key}` cannot be “{text}”", "choose one of: {choices}"),
    "bad-id": ("“{id}” cannot be used as an id", "use only lower-case letters a to z, digits and hyphens"),
    "too-long": ("`{key}` is too long, with {length} characters", "shorten it to {limit} or fewer"),
    "out-of-range": ("`{key}` cannot be {text}", "it must be {limit}"),
    # settings
    "no-settings": ("there is no config.yaml here", "run the command in the portal's folder, or name it with --root"),
    "unknown-version": (
        "version {version} of the settings is not known",
        "write `version: 1`; this edition of Byline reads no other",
    ),
    "bad-address": (
        "“{text}” is not a web address",
        "write the whole address without umlauts and spaces, such as https://intranet.example/voices/",
    ),
    "bad-time-zone": ("there is no time zone “{text}”", "write one such as Europe/Berlin"),
    "bad-colour": ("“{text}” is not a colour", 'write six hexadecimal digits in quotes: "#a33b20"'),
    "unknown-language": ("“{language}” is no language’s code", "write one that exists, such as de or en"),
    "no-strings": (
        "the portal has no texts of its own in “{language}”",
        "add them in layouts/strings/, or choose from: {known}",
    ),
    "missing-translation": ("`{key}` has no text in “{language}”", "add one; until then another language stands in"),
    "missing-asset": ("there is no file {path}", "check the name, or leave `{key}` out"),
    # from file to file
    "unknown-person": ("nobody has the id `{name}`", "the id is the name of a file in content/people, without .md"),
    "unknown-department": ("there is no department `{name}`", "departments are listed in config.yaml"),
    "unknown-role": ("there is no role `{name}`", "roles are listed in config.yaml"),
    "unknown-topic": ("there is no topic `{name}`", "this portal uses only the topics listed in config.yaml"),
    "topic-near-miss": (
        "the topic `{name}` is not listed, but one much like it is",
        "topics are listed in config.yaml",
    ),
    "unknown-series": ("there is no series `{name}`", "series are listed in config.yaml"),
    "unknown-level": ("there is no level `{name}`", "levels are listed in config.yaml"),
    "unknown-location": ("there is no location `{name}`", "locations are listed in config.yaml"),
    "unknown-story": ("there is no story `{name}`", "a story is named by its path in content/stories: 2026/solar-roof"),
    "unknown-page": ("there is no page `{name}`", "a page is named by its path in content/pages, without .md"),
    "own-story": ("a story cannot answer or translate itself", "name the other story, or take the line out"),
    "translation-chain": ("{name} is itself a translation", "name the story that was first"),
    "same-address": ("the address /{name} is taken", "choose another; {other} has it already"),
    "own-address": ("the address /{name} is one of the portal's own", "choose another"),
    "bad-alias": ("“{text}” cannot be an old address", "write the path with a leading slash: /old/address/"),
    "same-id": ("the id `{name}` is taken", "{other} has it already; every story needs one of its own"),
    "same-part": ("part {name} exists twice", "{other} has the same number; change one of the two"),
    "same-language": (
        "there are two versions of {name}",
        "{other} is the other; correct `language` or `translation_of`",
    ),
    "no-address": (
        "this file name gives no address, since {reason}",
        "use at least one letter or digit from a to z or 0 to 9",
    ),
    "address-tells-name": (
        "the file name `{id}` gives away “{part}”, which `show_as: {show_as}` is meant to hide",
        "rename the file, for example to the initials, and change the id wherever it is used",
    ),
    "expires-early": ("the story would expire before it appears, on {when}", "give `expires_at` a later time"),
    # the body
    "dead-link": ("the link to {target} leads nowhere", "check the address; the link was taken off"),
    "dead-anchor": (
        "{target} has no heading #{anchor}",
        "check the heading; until then the link leads to the top of the page",
    ),
    "link-to-withheld": (
        "the link to {target} leads to something that is not published",
        "wait, or take the link out; until then it is switched off",
    ),
    "link-refused": (
        "a link may not lead to “{target}”",
        "web addresses, mail addresses, telephone numbers and pages of the portal are possible",
    ),
    "link-with-spaces": (
        "a link cannot be made of “{target}”, since there is a space in the address",
        "write %20 for each space",
    ),
    "cleaned-html": ("HTML was taken out here: {tags}", "write Markdown instead"),
    "raw-html": (
        "there is HTML in this text; it was cleaned and kept",
        "write Markdown, which is easier to read and to check",
    ),
    "html-not-closed": (
        "{tag} begins here and has no end in the same piece, so text would be lost, or shown by mistake",
        "put its end where it ends",
    ),
    "comment-cut": (
        "this comment is cut by an empty line or has no end, so readers would see it",
        "begin it on a line of its own, and end it with -->",
    ),
    "unknown-tag": ("{tag} is no HTML; it is shown as it is written", "write \\{tag} if that is meant"),
    "embed-linked": (
        "the portal shows nothing from elsewhere: the <{tag}> became a link to {url}",
        "write [what can be seen there]({url})",
    ),
    "attribute-refused": ("the attribute {name} was taken out", "possible: .wide, .small, .decorative, lang, credit"),
    "unknown-block": ("there is no block `::: {name}`", "possible: ::: quote and ::: interview"),
    "block-not-closed": ("the block `::: {name}` has no end", "put a line of three colons (:::) after it"),
    "block-not-open": (
        "there is nothing here that ::: could close",
        "a block that holds another needs more colons: ::::",
    ),
    "question-expected": (
        "this interview does not begin with a question",
        "a question is a paragraph that begins with a question mark and a space: ? Why?",
    ),
    "unknown-note": ("there is no footnote {note}", "write it at the end: {note}: the note"),
    "unused-note": (
        "nothing refers to the footnote {note}, so it is not shown",
        "put {note} where it belongs in the text",
    ),
    "note-twice": (
        "the footnote {note} is written twice, and only the last one is shown",
        "give one of them another name",
    ),
    "name-in-text": (
        "“{name}” has chosen `show_as: {show_as}`, and is named here",
        "take the name out, or ask whether it may be shown",
    ),
    "name-in-address": (
        "`{address}` gives away “{part}”, which `show_as: {show_as}` is meant to hide",
        "choose another name for the file and another `id`",
    ),
    "nested-too-deep": ("this is nested more than {limit} deep", "take some levels out"),
    "too-much-html": (
        "there are too many tags in one piece of HTML, or too many that nothing closes",
        "write Markdown instead, or make several stories of it",
    ),
    "paragraph-too-long": (
        "there are more than {limit} characters here without an empty line",
        "break it up with empty lines",
    ),
    "too-many-brackets": (
        "this text has more than {limit} opening square brackets",
        "take some links or footnotes out",
    ),
    "table-too-large": ("this table has more than {limit} cells", "make several of it, or leave out empty columns"),
    "too-costly": (
        "setting this text would take more than {seconds} seconds or {megabytes} MB of memory",
        "make it shorter or simpler, or cut it in two; if it looks harmless, tell whoever looks after the portal",
    ),
    # pictures
    "missing-picture": (
        "there is no picture {path}",
        "check the name, capital letters too; until then pages do without it",
    ),
    "outside-picture": (
        "the picture {picture} lies outside the portal",
        "nothing is loaded from elsewhere: put the picture beside the story",
    ),
    "missing-alt": (
        "the picture {picture} has no description",
        "say what it shows: in the square brackets, or with `alt`; an ornament is marked {{.decorative}} or `decorative: true`",
    ),
    "picture-not-readable": (
        "this picture is damaged or incomplete",
        "export or copy it again; until then pages do without it",
    ),
    "picture-kind": (
        "{path} is no picture of a kind that browsers show",
        "export it as JPEG, PNG, WebP, GIF or SVG; until then pages do without it",
    ),
    "picture-not-shown": ("the picture {path} cannot be shown", "`python3 build.py check {path}` says why"),
    "picture-too-large": (
        "this picture has {width} by {height} pixels",
        "scale it down to at most {limit} million pixels",
    ),
    "drawing-cleaned": (
        "parts of this drawing were taken out: {parts}",
        "export it as a plain SVG; only shapes, text and gradients are kept",
    ),
    "drawing-refused": (
        "this drawing cannot be used: {reason}",
        "export it as a plain SVG; until then pages do without it",
    ),
    # withheld
    "withheld-status": ("not published, because its status is {status}", "set `status: published` when it is ready"),
    "withheld-until": ("not published before its `{key}`, {when}", ""),
    "withheld-expired": ("no longer published since {when}", ""),
    "withheld-audience": ("not published, because it is for the {audience} only", ""),
    "withheld-broken": ("not published, because the file of {name} has an error", "mend that file"),
    "withheld-left": ("{name} has left: no page, no portrait, the name stands without a link", ""),
    "withheld-anonymous": ("this person does not want to be named: no page, no portrait, no name", ""),
    # advice
    "no-id": ("no permanent id yet: feeds lose this story when its file is renamed", "paste: id: {id}"),
    "departments-not-written": (
        "{keys}: taken from the people, so they move when a person moves",
        "write them out in the story",
    ),
    "unused-picture": ("no text names this picture", "delete it if it is not needed; it is not published"),
    # layouts and output
    "layout-fault": ("this layout cannot set the page /{page}: {reason}", "see docs/layouts.md"),
    "string-missing": ("the string `{key}` is missing", "add it in every language, or take it out of all of them"),
    "string-place": ("the string `{key}` has a place {{{place}}} that nothing fills", "possible here: {places}"),
}

REASONS: dict[str, str] = {  # in yaml-syntax, and in some other rules, what exactly is wrong
    "colon": "a second colon stands where one text should be",
    "continued": "this line is indented, so it goes on with the text above, and there no colon may stand",
    "pair": "this line is no `key: value`",
    "space": "a space is missing after the colon",
    "indent": "this line is indented otherwise than those above",
    "item": "an item of a list stands where a key should",
    "hyphen": "a list cannot begin on this line",
    "quote": "this quotation mark is never closed",
    "after-quote": "the text goes on after its closing quotation mark",
    "bracket": "this square bracket is never closed with ]",
    "brace": "this curly brace is never closed with }",
    "after-bracket": "the text goes on after the closing bracket",
    "comma": "there is a comma too many",
    "comment": "what follows # is a comment, and so is the closing bracket",
    "special": "the text begins with a special character",
    "escape": "a backslash has a meaning of its own in double quotes",
    "dots": "these three dots end the front matter before its end",
    "unreadable": "something here is no YAML",
    "no-letter": "it has no letter or digit that can stand in one",
    "long-name": "it is too long",
    "no-access": "access to it is not allowed",
    "folder": "it is a folder",
    "no-file": "it is no ordinary file",
    "refused": "the system does not hand it out",
    "no-svg": "it is no SVG",
    "no-xml": "it is not well-formed XML",
    "entities": "it defines entities of its own (<!ENTITY …>)",
    "no-size": "it gives no size between 1 and 20,000 pixels",
    "too-deep": "its parts are nested too deep",
    "too-many-parts": "it has too many parts, each counted as often as it is used",
    "holds-itself": "one of its parts contains itself",
}

ADVICE: dict[str, str] = {  # what to do about some of them, instead of the rule's own hint
    "continued": "take the spaces at its beginning away, or put the whole text in double quotes",
    "pair": "write the key, a colon, a space and the value; if the text begins here, put a line of three hyphens (---) before it",
    "space": "put one after it",
    "indent": "let keys that belong together begin in the same column",
    "item": "write the key above the list, or put the items in square brackets after it: [one, two]",
    "hyphen": "begin each item on a line of its own, or put a text in double quotes",
    "quote": "close it where the text ends",
    "after-quote": "put the whole text in double quotes, and use single ones inside it",
    "bracket": "put ] after the last item",
    "brace": "put }} after the last pair",
    "after-bracket": "take away what follows, or put the whole text in double quotes",
    "comma": "take it out",
    "comment": "put the text with the # in double quotes",
    "escape": "use single quotes, or write \\\\ for each backslash",
    "dots": "take the line out",
    "unreadable": "write one `key: value` per line, and put texts with special characters in double quotes",
    "long-name": "shorten it to {limit} characters or fewer; ä, ö, ü and ß count as two",
    "years": "years run from {first} to {last}",
}

SENTENCES: dict[str, str] = {
    "built": "{stories}, {people}, {pages}, {feeds} in {out}.",
    "kept": "Nothing was published; {out} is as it was.",
    "made": "Created {path}. Write away; `python3 build.py check {path}` tells you whether all is well.",
    "exists": "{path} exists already",
    "no-name": "“{name}” gives no file name; use at least one letter or digit",
    "worker-lost": "a process was ended from outside, perhaps for want of memory; try again, with --jobs 1 if it happens again",
    "elsewhere": "{path} is not part of the portal in {root}",
    "no-portal": "{root} holds no portal that can be read",
    "sources": "{out} holds the portal's sources; name another folder with --out",
    "not-written": "{out} cannot be written ({system}); the old portal is as it was",
    "no-folder": "{out} is not a folder",
    "foreign": "{out} holds files that Byline did not write; name an empty folder with --out",
    "mounted": "{out} is mounted by itself and cannot be exchanged as a whole; name a folder inside it with --out",
    "at-work": "another build is at work on {out}; nothing was changed; try again when it is done",
    "list-inside": "{path} would be published; name a place outside {out} with --changed-list",
    "stage-read": "reading",
    "stage-pictures": "developing pictures",
    "stage-plan": "planning",
    "stage-pages": "setting pages and feeds",
    "strict": "Warnings count as errors here (--strict).",
    "no-file": "there is no file or folder {path}",
}

NOUNS: dict[str, tuple[str, str]] = {
    "stories": ("story", "stories"),
    "people": ("person", "people"),
    "pages": ("page", "pages"),
    "feeds": ("feed", "feeds"),
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "withheld": ("withheld", "withheld"),
}
