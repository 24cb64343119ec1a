/*
 * Keeps a live page true: what its line brings is swapped in, marked as new and said once.
 *
 * htmx and its ws extension do the swapping. The extension would reconnect after four close codes only,
 * and without asking for what was missed, so its sockets are opened and closed by the page's line. What no
 * frame can put right is fetched again.
 */
(function () {
  "use strict";

  var NEW_MS = 5 * 60 * 1000;
  var RELOAD_MS = 60000;
  var OLD_MS = 60000;
  var AGAIN_MS = 10 * 60 * 1000;
  var ENDED = {
    4401: "Sign in again: this page is no longer live",
    4403: "This screen’s link is no longer valid",
    4404: "This page is no longer there",
  };

  var live = document.getElementById("live");
  if (!live || !window.htmx) {
    return;
  }
  var root = document.documentElement;
  var status = document.getElementById("status");
  var line = window.DeskLine;

  var internals = null;
  var focused = null;
  var fetching = false;
  var drawnAs = outline();
  var ordered = Number(live.dataset.reload) || 0;
  var newest = "";
  var isOld = false;

  /* --- what is seen --- */

  // New for five minutes by the desk's clock, not this machine's: the same on every screen.
  function mark(since) {
    var now = Math.max(line.now, line.asAt);
    live.querySelectorAll("[data-at]").forEach(function (node) {
      var at = Date.parse(node.dataset.at);
      node.classList.toggle("is-new", now - at < NEW_MS);
      node.classList.toggle("arrived", since !== null && at > since);
    });
  }

  function say() {
    var told = live.querySelector("[data-say]");
    if (told && told.dataset.say && status.textContent !== told.dataset.say) {
      status.textContent = told.dataset.say;
    }
  }

  // What stands outside the fragments: names, the rehearsal's banner, which seats have a tile.
  function outline() {
    var mark = document.getElementById("page-outline");
    return mark ? mark.dataset.outline : "";
  }

  // A page without the place for a fragment cannot be put right from here; at most once a minute.
  function fetchAnew() {
    if (fetching) {
      return;
    }
    fetching = true;
    var since = Date.now() - (Number(sessionStorage.getItem("desk-fetched-anew")) || 0);
    setTimeout(fetchNow, Math.max(2000 * Math.random(), RELOAD_MS - Math.max(since, 0)));
  }

  // Not while the desk is away: the browser's own error page would never come back.
  function fetchNow() {
    if (root.dataset.line !== "live") {
      setTimeout(fetchNow, 1000);
      return;
    }
    sessionStorage.setItem("desk-fetched-anew", Date.now());
    location.reload();
  }

  // An order that is newer than this page, also one that was given while it was away: each page at a moment of
  // its own. New scripts or styles: once that has lasted, for while machines change one after the other the next
  // page may come from an older one; and not again for the same ones before ten minutes have passed.
  function heed(beat) {
    if (beat.reload && beat.reload.mark > ordered) {
      ordered = beat.reload.mark;
      setTimeout(fetchNow, 1000 * beat.reload.over * Math.random());
    }
    newest = beat.version || newest;
    if (newest && live.dataset.version && newest !== live.dataset.version && !isOld) {
      isOld = true;
      setTimeout(fetchNewVersion, OLD_MS * (1 + Math.random()));
    }
  }

  function fetchNewVersion() {
    isOld = false;
    var tried = (sessionStorage.getItem("desk-fetched-version") || "").split(" ");
    if (newest === live.dataset.version || (tried[0] === newest && Date.now() - tried[1] < AGAIN_MS)) {
      return;
    }
    sessionStorage.setItem("desk-fetched-version", newest + " " + Date.now());
    fetchNow();
  }

  /* --- htmx --- */

  htmx.defineExtension("desk", {
    init: function (api) { internals = api; },
    transformResponse: function (text) { return JSON.parse(text).content; },
  });
  htmx.createWebSocket = line.open;

  var frame = null;
  document.addEventListener("htmx:wsBeforeMessage", function (event) {
    frame = line.read(event.detail.message);
    if (!line.fits(frame)) {
      event.preventDefault();
      return;
    }
    var active = document.activeElement;
    focused = active && active.id && live.contains(active) ? active.id : null;
  });

  document.addEventListener("htmx:wsAfterMessage", function () {
    var since = line.asAt;
    line.applied(frame);
    var again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) {
      again.focus({ preventScroll: true });
    }
    mark(since);
    say();
    if (outline() !== drawnAs) {
      fetchAnew();
    }
    document.dispatchEvent(new CustomEvent("desk:applied", { detail: { seq: line.seq } }));
  });

  document.addEventListener("htmx:oobErrorNoTarget", function (event) {
    console.error("The page has no place for", event.detail.target);
    fetchAnew();
  });

  function silent(since) {
    return since ? "Not live since " + since + ", reconnecting" : "Not live, reconnecting";
  }

  line.start({
    seq: Number(live.dataset.seq) || 0,
    asAt: Date.parse(live.dataset.asAt) || 0,
    connect: function () { internals.getInternalData(live).webSocket.init(); },
    ended: ENDED,
    silent: silent,
    said: function (words) { status.textContent = words; },
    looked: function (beat) {
      mark(null);
      heed(beat);
    },
  });
  mark(null);
})();
