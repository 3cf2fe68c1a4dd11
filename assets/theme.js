// Light or dark, where the reader wants it otherwise than the system says; only then the browser remembers it.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const key = "byline-theme";

  const remembered = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is switched off: the choice holds for this page
    }
  };
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {}
  };
  const show = (theme) => {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  show(remembered());
  root.dataset.scripts = "";
  addEventListener("pageshow", (event) => event.persisted && show(remembered()));
  addEventListener("storage", (event) => event.key === key && show(event.newValue));
  addEventListener("click", (event) => {
    if (!event.target.closest(".theme")) return;
    const own = system.matches ? "dark" : "light";
    const next = (root.dataset.theme ?? own) === "dark" ? "light" : "dark";
    show(next === own ? null : next);
    remember(next === own ? null : next);
  });
}
