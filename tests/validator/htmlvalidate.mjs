// What `make validate` asks of every page. A rule that is not as the presets have it says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Files of the portal's own need no digest beside their names, which hold one; whatever is loaded from elsewhere does.
    "require-sri": ["error", { target: "crossorigin" }],
    // Authors decide how long a headline is; the front matter allows 200 characters.
    "long-title": "off",
  },
};
