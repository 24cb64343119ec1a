/* Asks the desk anew each five seconds how it is, and turns amber by itself when it gets no answer for twelve. */
(function () {
  "use strict";

  var EVERY_MS = 5000;
  var SILENCE_MS = 12000;
  var lamp = document.getElementById("lamp");
  var heardAt = Date.now();
  var asking = false;

  function show(words, state) {
    lamp.dataset.state = state;
    lamp.querySelector(".lamp-words").textContent = words;
    document.documentElement.dataset.line = state;
  }

  function look() {
    if (Date.now() - heardAt > SILENCE_MS) { show("No answer, this is old", "stale"); }
  }

  function say(before, after) {
    if (before === after) { return; }
    var words = after === "0" ? "All is well." : "Something is wrong.";
    document.getElementById("duty-said").textContent = words;
  }

  function apply(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("duty");
    if (!fresh) { return; }
    var old = document.getElementById("duty");
    say(old.dataset.troubles, fresh.dataset.troubles);
    old.replaceWith(fresh);
    heardAt = Date.now();
    show("Live", "live");
  }

  function ask() {
    if (asking) { return; }
    asking = true;
    fetch(location.href, {
      headers: { "X-Desk-Page": "1" }, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(SILENCE_MS)
    }).then(function (answer) {
      return answer.ok ? answer.text().then(apply) : null;
    }).catch(look).then(function () { asking = false; });
  }

  show("Live", "live");
  setInterval(ask, EVERY_MS);
  setInterval(look, 1000);
})();
