// Tells of one view after three seconds in sight on end.
try {
  let page = document, to = page.currentScript.dataset.to, timer;
  if (navigator.doNotTrack != 1 && !navigator.globalPrivacyControl && performance.getEntriesByType("navigation")[0].type == "navigate") {
    onpagehide = () => to = "";
    (page.onvisibilitychange = () => {
      clearTimeout(timer);
      if (to && !page.hidden) timer = setTimeout(() => {
        try { navigator.sendBeacon(to); } catch {}
        to = "";
      }, 3000);
    })();
  }
} catch {}
