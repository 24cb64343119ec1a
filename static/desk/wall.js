/*
 * Turns a wall's views. A view that did not load is passed over and tried again; with one view left it stays.
 * Space keeps the view, arrows turn. Each view keeps itself true, and turns amber by itself.
 */
(function () {
  "use strict";

  var AGAIN_MS = 15000;
  var main = document.querySelector("main.views");
  var status = document.getElementById("wall-status");
  var frames = Array.from(main.querySelectorAll("iframe"));
  var every = Number(main.dataset.every) * 1000;
  var shown = 0;
  var kept = false;
  var timer = null;
  var heard = new WeakSet();

  function stands(frame) {
    try {
      // An error page of the browser, or one that refuses frames, is of no origin that may be read.
      return Boolean(frame.contentDocument && frame.contentDocument.querySelector("main"));
    } catch (error) {
      return false;
    }
  }

  function show(index) {
    frames.forEach(function (frame, at) {
      var on = at === index;
      frame.classList.toggle("is-shown", on);
      frame.toggleAttribute("aria-hidden", !on);
      frame.tabIndex = on ? 0 : -1;
      if (!on) { frame.setAttribute("aria-hidden", "true"); }
    });
    shown = index;
    document.title = "Wall: " + frames[index].title;
  }

  function turn(by) {
    for (var step = 1; step <= frames.length; step += 1) {
      var next = (shown + by * step + frames.length * step) % frames.length;
      if (stands(frames[next])) {
        show(next);
        break;
      }
    }
    wait();
  }

  function wait() {
    clearTimeout(timer);
    if (!kept && frames.length > 1) { timer = setTimeout(turn, every, 1); }
  }

  function again() {
    frames.forEach(function (frame) {
      if (!stands(frame)) { frame.src = frame.getAttribute("src"); }
    });
  }

  function onKey(event) {
    if (event.key === "ArrowRight") { turn(1); }
    if (event.key === "ArrowLeft") { turn(-1); }
    if (event.key === " ") {
      event.preventDefault();
      kept = !kept;
      status.textContent = kept ? frames[shown].title + " stays" : "Views turn again";
      wait();
    }
  }

  function listen(frame) {
    if (!stands(frame) || heard.has(frame.contentDocument)) { return; }
    heard.add(frame.contentDocument);
    frame.contentDocument.addEventListener("keydown", onKey);
  }

  document.addEventListener("keydown", onKey);
  frames.forEach(function (frame) {
    // Once a view has the focus, keys are its own. It may have loaded before this script did.
    frame.addEventListener("load", function () { listen(frame); });
    listen(frame);
  });
  setInterval(again, AGAIN_MS);
  wait();
})();
