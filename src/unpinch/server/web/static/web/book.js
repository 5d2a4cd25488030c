// What booking does beyond plain pages: times on the clock of who looks, and the minutes of a hold counted down. Both pages say
// all of it without script: the clinic's clock, and until when the time is held.
(() => {
  "use strict";

  const COOKIE = "unpinch_zone";
  const YEAR = 31536000;

  // The browser knows its zone; the server learns it once, and only where nobody has chosen one.
  const learnZone = (shown) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || !shown || document.cookie.split("; ").some((one) => one.startsWith(`${COOKIE}=`))) return;
    document.cookie = `${COOKIE}=${zone}; path=/; max-age=${YEAR}; samesite=lax`;
    if (zone !== shown && document.cookie.includes(COOKIE)) window.location.reload();
  };

  // Counted from what the server says is left, on a clock that nobody can set: a wrong date on the device changes nothing.
  const countDown = (box) => {
    const ends = performance.now() + Number(box.dataset.secondsLeft) * 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
      const minutes = Math.floor(left / 60);
      box.querySelector("[data-clock]").textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
      const spoken = box.querySelector("[data-spoken]");
      // Read aloud once a minute, not each second.
      const words = left ? box.dataset.words.replace("#", String(Math.ceil(left / 60))) : box.dataset.over;
      if (spoken.textContent !== words) spoken.textContent = words;
      if (left) window.setTimeout(tick, 250);
      else window.location.reload();
    };
    box.hidden = false;
    tick();
  };

  const { zone } = document.currentScript ? document.currentScript.dataset : {};
  learnZone(zone);
  const box = document.querySelector("[data-seconds-left]");
  if (box && Number(box.dataset.secondsLeft) > 0) countDown(box);
})();
