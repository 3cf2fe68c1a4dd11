// The subscribe page: a field that filters the feeds, and a button beside each address that copies it.
const groups = document.querySelector(".feed-groups");
if (groups) {
  const words = groups.dataset;
  const feeds = [...groups.querySelectorAll(".feed-list > li")];
  const sections = [...groups.querySelectorAll("section")];

  const label = document.createElement("label");
  const field = document.createElement("input");
  label.className = "filter";
  field.type = "search";
  label.append(words.filter, field);
  groups.before(label);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const feed of feeds) feed.hidden = !feed.textContent.toLowerCase().includes(wanted);
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
  });

  if (navigator.clipboard) {
    for (const feed of feeds) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = words.copy;
      button.setAttribute("aria-label", `${words.copy}: ${feed.querySelector("a").textContent}`);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(feed.querySelector("code").textContent);
        button.textContent = words.copied;
      });
      feed.append(button);
    }
  }
}
