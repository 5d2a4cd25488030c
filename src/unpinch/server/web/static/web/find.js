// What the search does beyond htmx: dots of the map followed without a reload, a link copied, a failure said.
(() => {
  "use strict";

  const refresh = () => {
    document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  };

  const follow = (event, dot) => {
    const same = document.querySelector(`[data-dot="${dot.id}"]`);
    if (!same || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    same.click();
  };

  const copy = async (button) => {
    const said = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.notCopied;
    }
  };

  document.addEventListener("click", (event) => {
    const dot = event.target.closest("a.up-map__link");
    if (dot) follow(event, dot);
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
  const failed = (isHidden) => () => {
    const words = document.getElementById("search-failed");
    if (words) words.hidden = isHidden;
  };
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed(false)));
  document.addEventListener("htmx:beforeRequest", failed(true));
  document.addEventListener("htmx:afterSwap", refresh);
  document.addEventListener("DOMContentLoaded", refresh);
})();
