/*
 * A page's line to the desk: which frames fit it, when it asks again, when it is silent.
 *
 * Owns the page's number and its lamp. Every content frame lifts the page from the number it stands at to a
 * higher one; a snapshot is the whole truth, whatever its number. A frame that does not fit is not applied:
 * the page asks again with its own number, and the desk sends it whole. Ten seconds without a frame turn the
 * page amber, whatever the socket believes of itself. Refuses to draw: the page's own script does.
 *
 * The page's script starts the line with
 *   seq, asAt   what the page was drawn at
 *   connect()   opens a socket through `open`
 *   ended       what the lamp says for each code that ends the line
 *   silent(at)  what it says once nothing was heard since `at`, by the newsroom's clock or empty
 *   said(words, state)  says a change of the lamp aloud
 *   looked(beat)  after every beat
 */
(function (scope) {
  "use strict";

  var SILENCE_MS = 10000;
  var LONGEST_WAIT_MS = 8000;

  var root = document.documentElement;
  var lamp = document.getElementById("lamp");
  var page = null;
  var heardAt = moment();
  var triedAt = moment();
  var spokenNow = "";
  var tries = 0;
  var timer = null;
  var socket = null;
  var ended = false;
  var line = {
    seq: 0,
    asAt: 0,
    // The desk's clock, as it was last told.
    now: 0,
    start: start,
    connect: connect,
    open: open,
    read: read,
    fits: fits,
    applied: applied,
    lift: lift,
    end: end,
    isLive: isLive,
    hasEnded: hasEnded,
  };

  function start(given) {
    page = given;
    line.seq = given.seq;
    line.asAt = given.asAt;
    root.dataset.seq = line.seq;
    setInterval(look, 1000);
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", wake);
    show("still", "Connecting");
  }

  /* --- the socket --- */

  function open(url) {
    var address = new URL(url, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("since", line.seq);
    var opened = new WebSocket(address.href);
    opened.addEventListener("close", function (event) {
      // Before htmx's own handler, which knows neither our codes nor our jitter.
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
    triedAt = moment();
    return opened;
  }

  function closed(code) {
    socket = null;
    if (page.ended[code]) {
      end(page.ended[code]);
      return;
    }
    retry();
  }

  /** No more frames, and no coming back: `words` say why. */
  function end(words) {
    ended = true;
    clearTimeout(timer);
    drop();
    show("ended", words);
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
    drop();
    page.connect();
  }

  function drop() {
    var old = socket;
    socket = null;
    if (old) {
      old.close();
    }
  }

  function inStep() {
    tries = 0;
    clearTimeout(timer);
    timer = null;
  }

  /* --- what a frame means --- */

  function read(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      console.error("A frame that cannot be read:", error);
      return {};
    }
  }

  /** Whether the page is to draw this frame, and then to say so by `applied`. */
  function fits(frame) {
    if (frame.beat) {
      beat(frame);
      return false;
    }
    if (typeof frame.content !== "string") {
      return false;
    }
    if (frame.snapshot) {
      return true;
    }
    if (frame.since > line.seq) {
      retry();
      return false;
    }
    return frame.seq > line.seq;
  }

  function beat(frame) {
    if (frame.since > line.seq) {
      retry();
      return;
    }
    heard(frame);
    inStep();
    // The page may be ahead of the process that serves its socket.
    if (frame.seq >= line.seq) {
      lift(frame.seq, frame.as_at);
    }
    page.looked(frame);
  }

  function applied(frame) {
    inStep();
    lift(frame.seq, frame.as_at);
    heard(frame);
  }

  function lift(number, time) {
    line.seq = number;
    root.dataset.seq = number;
    if (time) {
      line.asAt = Date.parse(time);
      var told = lamp.querySelector(".lamp-as-at");
      if (told) { told.textContent = "As at " + time.slice(11, 19); }
    }
  }

  /* --- what is heard, and silence --- */

  function heard(frame) {
    heardAt = moment();
    if (frame.now) {
      line.now = Date.parse(frame.now);
      spokenNow = frame.now.slice(11, 19);
    }
    show("live", spokenNow ? "Live " + spokenNow : "Live");
  }

  function isLive() {
    return lamp.dataset.state === "live";
  }

  function hasEnded() {
    return ended;
  }

  function show(state, words) {
    var was = lamp.dataset.state;
    lamp.dataset.state = state;
    root.dataset.line = state;
    lamp.querySelector(".lamp-words").textContent = words;
    if (was !== state && (state !== "live" || was === "stale")) {
      page.said(words, state);
    }
  }

  // By two clocks: one goes on while the machine sleeps, and nobody sets the other back.
  function moment() {
    return { told: Date.now(), up: performance.now() };
  }

  function since(at) {
    return Math.max(Date.now() - at.told, performance.now() - at.up);
  }

  function look() {
    if (ended || since(heardAt) < SILENCE_MS) {
      return;
    }
    show("stale", page.silent(spokenNow));
    if (since(triedAt) >= SILENCE_MS) {
      retry();
    }
  }

  function wake() {
    if (!document.hidden && !ended && since(heardAt) >= SILENCE_MS) {
      look();
      connect();
    }
  }

  scope.DeskLine = line;
})(window);
