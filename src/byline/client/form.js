// What the form does beside Decap: it gives a new story its id, and leaves out of the file what nobody filled in.
"use strict";

const LETTERS = {ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i"};

// A text as a part of an address, as the portal makes it: lower case, digits and hyphens, umlauts written out.
function slug(text) {
  const plain = text.normalize("NFC").toLowerCase().replace(/[^ -~]/g, (letter) => LETTERS[letter] ?? letter);
  return plain.normalize("NFKD").replace(/[^ -~]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

const isEmpty = (value) => value === undefined || value === null || value === "" || value.size === 0;

// The same without what is empty; of a picture without a file and a series without an id, nothing stays.
function filled(value) {
  if (!value || typeof value.filterNot !== "function") return value;
  const rest = value.map(filled).filterNot(isEmpty);
  const part = ["src", "part"].find((key) => value.has(key));
  return part && !rest.get(part === "src" ? "src" : "id") ? rest.clear() : rest;
}

// The id of a new story: its title and four characters more, since Decap would put a second story of one title into the
// first one's folder, and two stories of one id are an error.
function id(title) {
  const more = crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, "0");
  return `${slug(title).slice(0, 60).replace(/-$/, "") || "story"}-${more}`;
}

// A picture in the text, with its caption and all its attributes, of which the form asks for the credit.
const { labels } = document.currentScript.dataset;
const [PICTURE, SRC, ALT, CAPTION, CREDIT] = JSON.parse(labels);
CMS.registerEditorComponent({
  id: "image",
  label: PICTURE,
  fields: [
    { name: "src", label: SRC, widget: "image", choose_url: false, media_library: { allow_multiple: false } },
    { name: "alt", label: ALT, widget: "text" },
    { name: "title", label: CAPTION, widget: "string", required: false },
    { name: "credit", label: CREDIT, widget: "string", required: false },
    { name: "more", widget: "hidden", required: false },
  ],
  pattern: /^!\[([^\]\n]*)\]\(([^\s)]+)(?: "([^"\n]*)")?\)(?:\{([^}\n]*)\})?$/,
  fromBlock: ([, alt, src, title, attributes = ""]) => {
    const credit = /credit="([^"]*)"/.exec(attributes);
    return { src, alt, title, credit: credit?.[1], more: attributes.replace(credit?.[0] ?? "", "").trim() };
  },
  toBlock: ({ src, alt, title, credit, more }) => {
    const straight = (text) => text.replaceAll('"', "”");
    const attributes = [more, credit && `credit="${straight(credit)}"`].filter(Boolean).join(" ");
    const caption = title ? ` "${straight(title)}"` : "";
    return `![${(alt ?? "").replace(/[[\]\n]+/g, " ")}](${src ?? ""}${caption})${attributes && `{${attributes}}`}`;
  },
  toPreview: () => "",
});

// Words with attributes, `[ey up]{lang=en}`, of which Decap escapes the bracket.
const unescaped = (value, key) => (key === "body" ? value.replace(/\\\[([^\]\n]+)\](?=\{)/g, "[$1]") : value);

CMS.registerEventListener({
  name: "preSave",
  handler: ({ entry }) => {
    const data = entry.get("data");
    const isNewStory = entry.get("collection") === "stories" && entry.get("newRecord") && !data.get("id");
    const named = isNewStory ? data.set("id", id(data.get("title"))) : data;
    return named.map(filled).map(unescaped).filterNot(isEmpty);
  },
});

CMS.init();
