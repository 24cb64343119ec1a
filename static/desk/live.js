/*
 * Keeps a live page true, and says so when it cannot.
 *
 * Every content frame lifts the page from the number it stands at to a higher one; a snapshot is the
 * whole truth, whatever its number. A frame that does not fit is not applied: the page asks again with
 * its own number, and the desk sends it whole. Ten seconds without a frame turn the page amber,
 * whatever the socket believes of itself. What no frame can put right is fetched again.
 *
 * htmx and its ws extension do the swapping. The extension would reconnect after four close codes only,
 * and without asking for what was missed, so closing and reconnecting are taken over here.
 */
(function () {
  "use strict";

  var SILENCE_MS = 10000;
  var LONGEST_WAIT_MS = 8000;
  var NEW_MS = 5 * 60 * 1000;
  var RELOAD_MS = 60000;
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
  var lamp = document.getElementById("lamp");
  var status = document.getElementById("status");

  var seq = Number(live.dataset.seq) || 0;
  var asAt = Date.parse(live.dataset.asAt) || 0;
  var serverNow = 0;
  var spokenNow = "";
  var heardAt = Date.now();
  var triedAt = Date.now();
  var tries = 0;
  var timer = null;
  var socket = null;
  var ended = false;
  var internals = null;
  var focused = null;
  var fetching = false;
  var drawnAs = outline();

  root.dataset.seq = seq;

  /* --- the line --- */

  function open(url) {
    var address = new URL(url, location.href);
    address.searchParams.set("since", seq);
    var opened = new WebSocket(address.href);
    opened.addEventListener("close", function (event) {
      // Before the extension's own handler, which knows neither our codes nor our jitter.
      event.stopImmediatePropagation();
      if (opened === socket) {
        closed(event.code);
      }
    });
    opened.addEventListener("message", function (event) {
      if (opened !== socket) {
        event.stopImmediatePropagation();
      }
    });
    socket = opened;
    triedAt = Date.now();
    return opened;
  }

  function closed(code) {
    socket = null;
    if (ENDED[code]) {
      ended = true;
      clearTimeout(timer);
      show("ended", ENDED[code]);
      return;
    }
    retry();
  }

  function retry() {
    if (ended || timer !== null) {
      return;
    }
    var most = Math.min(LONGEST_WAIT_MS, 1000 * Math.pow(2, tries));
    tries += 1;
    timer = setTimeout(connect, most * Math.random());
  }

  function connect() {
    clearTimeout(timer);
    timer = null;
    if (ended) {
      return;
    }
    var old = socket;
    socket = null;
    if (old) {
      old.close();
    }
    internals.getInternalData(live).webSocket.init();
  }

  function inStep() {
    tries = 0;
    clearTimeout(timer);
    timer = null;
  }

  /* --- what a frame means --- */

  function fits(frame) {
    if (frame.beat) {
      return beat(frame);
    }
    if (typeof frame.content !== "string") {
      return false;
    }
    if (frame.snapshot) {
      return true;
    }
    if (frame.seq <= seq) {
      return false;
    }
    if (frame.since > seq) {
      retry();
      return false;
    }
    return true;
  }

  function beat(frame) {
    if (frame.since > seq) {
      retry();
      return false;
    }
    heard(frame);
    inStep();
    // The page may be ahead of the process that serves its socket.
    if (frame.seq >= seq) {
      advance(frame.seq, frame.as_at);
    }
    mark(null);
    return false;
  }

  function heard(frame) {
    heardAt = Date.now();
    if (frame.now) {
      serverNow = Date.parse(frame.now);
      spokenNow = frame.now.slice(11, 19);
    }
    show("live", spokenNow ? "Live " + spokenNow : "Live");
  }

  function advance(number, time) {
    seq = number;
    root.dataset.seq = seq;
    if (time) {
      asAt = Date.parse(time);
      lamp.querySelector(".lamp-as-at").textContent = "As at " + time.slice(11, 19);
    }
  }

  function read(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      console.error("A frame that cannot be read:", error);
      return {};
    }
  }

  /* --- what is seen --- */

  function show(state, words) {
    var was = lamp.dataset.state;
    lamp.dataset.state = state;
    root.dataset.line = state;
    lamp.querySelector(".lamp-words").textContent = words;
    if (was !== state && (state !== "live" || was === "stale")) {
      status.textContent = words;
    }
  }

  // New for five minutes by the desk's clock, not this machine's: the same on every screen.
  function mark(since) {
    var now = Math.max(serverNow, asAt);
    live.querySelectorAll("[data-at]").forEach(function (node) {
      var at = Date.parse(node.dataset.at);
      node.classList.toggle("is-new", now - at < NEW_MS);
      node.classList.toggle("arrived", since !== null && at > since);
    });
  }

  function say() {
    var line = live.querySelector("[data-say]");
    if (line && line.dataset.say && status.textContent !== line.dataset.say) {
      status.textContent = line.dataset.say;
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

  function look() {
    if (ended || Date.now() - heardAt < SILENCE_MS) {
      return;
    }
    show("stale", spokenNow ? "Not live since " + spokenNow + ", reconnecting" : "Not live, reconnecting");
    if (Date.now() - triedAt >= SILENCE_MS) {
      retry();
    }
  }

  function wake() {
    if (!document.hidden && !ended && Date.now() - heardAt >= SILENCE_MS) {
      look();
      connect();
    }
  }

  /* --- htmx --- */

  htmx.defineExtension("desk", {
    init: function (api) { internals = api; },
    transformResponse: function (text) { return JSON.parse(text).content; },
  });
  htmx.createWebSocket = open;

  var frame = null;
  document.addEventListener("htmx:wsBeforeMessage", function (event) {
    frame = read(event.detail.message);
    if (!fits(frame)) {
      event.preventDefault();
      return;
    }
    var active = document.activeElement;
    focused = active && active.id && live.contains(active) ? active.id : null;
  });

  document.addEventListener("htmx:wsAfterMessage", function () {
    var since = asAt;
    inStep();
    advance(frame.seq, frame.as_at);
    heard(frame);
    var again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) {
      again.focus({ preventScroll: true });
    }
    mark(since);
    say();
    if (outline() !== drawnAs) {
      fetchAnew();
    }
    document.dispatchEvent(new CustomEvent("desk:applied", { detail: { seq: seq } }));
  });

  document.addEventListener("htmx:oobErrorNoTarget", function (event) {
    console.error("The page has no place for", event.detail.target);
    fetchAnew();
  });

  setInterval(look, 1000);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  show("still", "Connecting");
  mark(null);
})();
