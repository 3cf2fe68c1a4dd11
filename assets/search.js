// The search page: asks the index of each language that stories are in, and shows what is found as cards.
// What is looked for stands in the page's address, so that a search can be shared and the back button leads to it.
const form = document.querySelector("form.search");
const field = form.elements.q;
const filters = [...form.querySelectorAll("select")];
const words = form.dataset;
const status = document.querySelector(".search-status");
const list = document.querySelector(".search-results");
const more = document.querySelector(".search-more");
const card = document.querySelector("#found").content;
const own = document.documentElement.lang;
const root = new URL(words.root || ".", location.href);

const PAGE = 10;
const ranking = { metaWeights: { title: 6, people: 4, terms: 1.5, every: 0, draft: 0 } };
const dates = new Intl.DateTimeFormat(own === "en" ? "en-GB" : own, { dateStyle: "long" });
const languages = new Intl.DisplayNames(own, { type: "language" });
const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The index of one language. Its shards bear the names of language variants, of which Pagefind opens one, and is told to
// add the others. It refuses to add what stands at its own address, hence the dot.
async function open(language, address) {
  const base = new URL(address, root).href;
  let entry = await fetch(`${base}pagefind-entry.json`, { cache: "no-cache" });
  while (entry.status === 202) {
    // a preview is still making it
    say(words.making);
    await sleep(1000);
    entry = await fetch(`${base}pagefind-entry.json`, { cache: "no-cache" });
  }
  if (!entry.ok) throw new Error(`${entry.status} ${entry.url}`);
  const named = (await entry.json()).languages;
  const [, ...others] = Object.keys(named);
  const options = { metaCacheTag: Object.values(named).map((one) => one.hash.slice(-4)).join(""), ranking };
  const index = await import(`${base}pagefind.js`);
  await index.options(options);
  await index.init();
  await Promise.all(others.map((name) => index.mergeIndex(`${base}./`, { ...options, language: name })));
  return { language, index };
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

const pairs = words.indexes.trim().split(" ").filter(Boolean);
const opened = Promise.all(
  pairs.flatMap((language, place) => (place % 2 ? [] : [open(language, pairs[place + 1])])),
);
opened.catch(() => {}); // told when somebody searches

// What is looked for, as the form says it: the words, and each filter that is set.
function wanted() {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
}

function fill() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  for (const filter of filters) {
    filter.value = asked.get(filter.name) ?? "";
    if (filter.selectedIndex < 0) filter.value = "";
  }
}

// With words, what fits best comes first; with filters alone, what is newest: a result's name begins with its shard and day.
async function find({ q, language, ...chosen }) {
  const asked = (await opened).filter((one) => !language || one.language === language);
  const all = await answered(asked, q ?? words.every, chosen);
  if (!q) return all.sort((one, other) => (one.day < other.day ? 1 : -1));
  const scored = all.filter((one) => one.result.score > 0);
  const lacking = await without(scored, q, asked, chosen);
  const fitting = scored.filter((one) => !lacking.has(one.shard));
  const bare = q.replace(/([aou])e/gi, "$1");
  if (!fitting.length && bare !== q) return find({ q: bare, language, ...chosen }); // for those who have no umlauts on their keys
  return fitting.sort((one, other) => isOwn(other) - isOwn(one) || other.result.score - one.result.score);
}

// What is in the reader's language comes first.
const isOwn = (one) => one.language === own;

async function answered(asked, said, chosen) {
  const answers = await Promise.all(asked.map(({ index }) => index.search(said, { filters: chosen })));
  return answers.flatMap(({ results }, place) =>
    results.map((result) => {
      const [shard, name] = result.id.split("/");
      return { result, language: asked[place].language, shard: `${asked[place].language}/${shard}`, day: name };
    }),
  );
}

// The shards that lack one of the words. There, Pagefind takes the longest word that it begins with: "we" for "weiss". So
// each word is looked for alone, and a look at one result of each shard tells whether it was found by this word.
async function without(results, q, asked, chosen) {
  const several = q.split(/[\s"]+/).filter((word) => plain(word, "").length);
  const shards = new Set(results.map((one) => one.shard));
  const lacking = new Set();
  for (const word of several) {
    const alone = several.length > 1 ? await answered(asked, word, chosen) : results;
    const first = new Map(alone.map((one) => [one.shard, one]).reverse());
    const tryOut = async (shard) => {
      const one = first.get(shard);
      if (!one || !(await isLike(one.result, word))) lacking.add(shard);
    };
    await Promise.all([...shards].map(tryOut));
  }
  return lacking;
}

// Whether a result was found by this word: by a form of it in the text, or in what else is told of the story.
async function isLike(result, word) {
  const { raw_content, locations, meta } = await result.data();
  const text = raw_content.split(/\s+/);
  const seen = [...locations.map((place) => text[place] ?? ""), ...Object.values(meta)].join(" ");
  const there = [...plain(seen, ""), ...plain(seen, " ")];
  const isIn = (part) => there.some((other) => isForm(part, other));
  return plain(word, " ").every(isIn) || plain(word, "").every(isIn);
}

// Whether two words may be forms of one, as "accessibility" and "access", "skies" and "sky" are; "weiss" and "we" are not.
function isForm(word, other) {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same++;
  const isBegin = same === other.length && same < word.length;
  const least = isBegin ? Math.min(3, word.length) : Math.max(1, Math.min(2, word.length - 2));
  return same >= least && same * 2 > word.length - 2;
}

function plain(text, between) {
  const bare = text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/[\p{P}\p{S}]/gu, between).split(/\s+/).filter(Boolean);
}

let turn = 0; // searches so far: what an earlier one finds late is not shown
let found = [];

async function search() {
  const mine = ++turn;
  const asked = wanted();
  if (!Object.keys(asked).length) {
    found = [];
    list.replaceChildren();
    more.hidden = true;
    say(words.hint);
    return;
  }
  spread();
  try {
    const all = await find(asked);
    const cards = await Promise.all(all.slice(0, PAGE).map(made));
    if (mine !== turn) return;
    found = all;
    list.replaceChildren(...cards);
    more.hidden = found.length <= PAGE;
    const number = found.length.toLocaleString(own);
    say(found.length === 0 ? words.none : found.length === 1 ? words.one : words.many.replace("#", number));
  } catch (fault) {
    console.error(fault);
    if (mine === turn) say(words.broken);
  }
}

async function made({ result, language, day }) {
  const story = await result.data();
  const item = card.cloneNode(true);
  const at = (name) => item.querySelector(name);
  const link = at("a");
  link.href = new URL(story.raw_url, root).href;
  link.textContent = story.meta.title;
  for (const text of [at(".card-title"), at(".card-summary")]) if (language !== own) text.lang = language;
  at(".card-summary").append(...marked(story.excerpt));
  at(".people").textContent = story.meta.people ?? "";
  if (!story.meta.people) at(".card-names").remove();
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
  at("time").dateTime = date;
  at("time").textContent = dates.format(new Date(`${date}T12:00:00`));
  if (language === own) at(".language").remove();
  else at(".language").textContent = languages.of(language);
  at(".departments").textContent = (story.filters.departments ?? []).map(named).filter(Boolean).join(", ");
  if (!story.meta.draft) at(".draft").remove();
  if (!at(".kicker").textContent.trim()) at(".kicker").remove();
  return item;
}

function named(department) {
  const options = form.elements.departments?.options ?? [];
  return [...options].find((option) => option.value === department)?.text ?? "";
}

// An excerpt as text with the words that were found in <mark>, whatever else may stand in it.
function marked(excerpt) {
  return excerpt.split(/(<mark>.*?<\/mark>)/s).map((part) => {
    const text = part.replace(/<\/?mark>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (!part.startsWith("<mark>")) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function address() {
  const asked = new URLSearchParams(wanted()).toString();
  return asked ? `?${asked}` : location.pathname;
}

// The same search in the portal's other languages.
function spread() {
  for (const link of document.querySelectorAll(".site-languages a")) link.search = location.search;
}

let pause = 0;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    history.replaceState(null, "", address());
    search();
  }, 200);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  field.value = "";
  field.dispatchEvent(new Event("input"));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  step();
});
for (const filter of filters) filter.addEventListener("change", step);

function step() {
  clearTimeout(pause);
  if (address() !== (location.search || location.pathname)) history.pushState(null, "", address());
  search();
}

more.addEventListener("click", async () => {
  const from = list.children.length;
  const mine = turn;
  const cards = await Promise.all(found.slice(from, from + PAGE).map(made));
  if (mine !== turn) return;
  list.append(...cards);
  more.hidden = list.children.length >= found.length;
  list.children[from]?.querySelector("a").focus();
});

addEventListener("popstate", () => {
  fill();
  search();
});

const typed = field.value; // before this script was there
fill();
if (!field.value) field.value = typed;
search();
