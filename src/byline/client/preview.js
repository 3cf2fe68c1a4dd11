// The preview's own script, put into every page it shows: reloads the page when there is a new edition, gives it new
// style sheets without reloading, and tells what is wrong. Everything it says comes with the event, already escaped.
(() => {
  const own = document.currentScript;
  const { run, kind } = own.dataset;
  const attempt = Number(own.dataset.attempt);
  let number = Number(own.dataset.number);
  let latest = null; // how things stand, as was last heard
  let leaving = false;
  let lost = false; // the page is in no edition any more
  let shown = ""; // the errors that were last laid over the page; a closed overlay stays closed until they change

  // What is laid over the page lives in a shadow tree, so that its looks and the page's leave each other alone.

  const host = document.createElement("byline-preview");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML =
    '<dialog aria-labelledby="title"><div class="sheet"><header><h1 id="title" tabindex="-1" autofocus></h1>' +
    '<form method="dialog"><button class="close"></button></form></header><div class="text"></div></div></dialog>' +
    '<div role="status"><button class="badge" hidden></button></div>';
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", own.src);
  root.prepend(style);
  const dialog = root.querySelector("dialog");
  const title = root.querySelector("h1");
  const text = root.querySelector(".text");
  const badge = root.querySelector(".badge");
  let open = () => {};
  badge.addEventListener("click", () => open());

  const looks = new Promise((done) => {
    style.addEventListener("load", done);
    style.addEventListener("error", done);
  });
  document.addEventListener("DOMContentLoaded", () => document.documentElement.append(host));
  if (document.readyState !== "loading") document.documentElement.append(host);

  const lay = async (state, head, ...parts) => {
    await looks;
    host.lang = state.language;
    dialog.role = state.errors ? "alertdialog" : "dialog";
    title.textContent = head;
    root.querySelector(".close").textContent = state.words.close;
    text.replaceChildren(...parts);
    if (!dialog.open) dialog.showModal();
  };

  const paragraph = (words) => Object.assign(document.createElement("p"), { textContent: words });

  const list = (html) => Object.assign(document.createElement("div"), { innerHTML: html });

  const way = (words, href) => {
    const line = document.createElement("p");
    line.append(Object.assign(document.createElement("a"), { textContent: words, href }));
    return line;
  };

  // What has come of the latest attempt

  const tell = async (state) => {
    const { words } = state;
    const problems = state.errors
      ? () => lay(state, words.broken, paragraph(words.kept), list(state.errors), list(state.notes))
      : () => lay(state, words.notes, list(state.notes));
    open = problems;
    await looks;
    badge.textContent = state.count;
    badge.className = `badge ${state.errors ? "error" : "warning"}`;
    badge.lang = state.language;
    badge.hidden = !state.count;
    if (state.errors && state.errors !== shown) problems();
    else if (dialog.open && !state.errors && (shown || !state.notes)) dialog.close();
    else if (dialog.open) problems();
    shown = state.errors;
  };

  const restyle = (styles) => {
    const nameless = (path) => path.replace(/\.[0-9a-f]{12}(?=\.css$)/, "");
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]:not([data-leaving])')) {
      const now = new URL(link.href).pathname;
      const next = styles.find((one) => nameless(one) === nameless(now));
      if (!next || next === now) continue;
      link.dataset.leaving = "";
      const fresh = link.cloneNode();
      delete fresh.dataset.leaving;
      fresh.removeAttribute("integrity"); // it was that of the old one
      fresh.href = next;
      fresh.addEventListener("load", () => link.remove()); // not before, or the page would stand bare for a moment
      fresh.addEventListener("error", () => link.remove());
      link.after(fresh);
    }
  };

  const reload = async (state) => {
    if (leaving) return;
    leaving = true;
    if (kind === "page") {
      const there = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
      if (!there || there.status === 404) {
        leaving = false;
        if (latest !== state) hear(latest);
        else if (there) gone(state);
        return;
      }
    }
    location.reload();
  };

  const gone = async (state) => {
    if (lost) {
      if (state.errors || shown) tell(state);
      return; // said once, it is not said again at every save
    }
    lost = true;
    const { words } = state;
    const now = state.moved[location.pathname];
    const ways = now ? [way(words.moved, now), way(words.home, "/")] : [way(words.home, "/")];
    open = () => lay(state, words.gone, paragraph(words.renamed), ...ways);
    open();
    await looks;
    badge.textContent = words.gone;
    badge.className = "badge error";
    badge.lang = state.language;
    badge.hidden = false;
  };

  const hear = (state) => {
    if (kind === "broken") {
      if (state.run !== run || state.attempt !== attempt) reload(state);
      return;
    }
    if (state.run !== run || number < state.since) {
      reload(state);
      return;
    }
    if (number < state.number) {
      number = state.number;
      restyle(state.styles);
    }
    tell(state);
  };

  // Listening, while somebody can see the page: browsers open only a few connections to one server at a time

  let source = null;
  const listen = () => {
    if (document.visibilityState === "hidden") {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(new URL("events", own.src));
      source.onmessage = (message) => {
        latest = JSON.parse(message.data);
        hear(latest);
      };
      source.onerror = () => {
        if (source?.readyState === EventSource.CLOSED) {
          source = null; // some browsers give up where nobody answers
          setTimeout(listen, 1000);
        }
        if (!latest || leaving || kind === "broken") return;
        badge.textContent = latest.words.ended;
        badge.className = "badge ended";
        badge.hidden = false;
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", listen);
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
  listen();
})();
