/*
 * An operator's panel: keys, acts that answer where she looks, and a page that stays true by itself.
 *
 * Every act is the POST of a button on the page; a key presses that button. Its answer, and the answer to
 * the panel's own sign of life each second, are fragments with ids. They are swapped in place: what has
 * the focus keeps it, what was chosen stays chosen, and a list under the pointer waits to be reordered
 * until the pointer has left it. Answers that come out of turn are dropped. An act that did not arrive is
 * said to have not arrived: nothing is sent again behind her back.
 */
(function () {
  "use strict";

  var KEEP_MS = 1000;
  var ANSWER_MS = 5000;
  var SILENCE_MS = 5000;
  var main = document.querySelector("main.panel");
  var root = document.documentElement;
  var lamp = document.getElementById("lamp");
  var status = document.getElementById("panel-status");
  var reason = document.getElementById("reason");
  var holdFor = document.getElementById("hold-for");
  var asked = 0;
  var applied = 0;
  var heardAt = Date.now();
  var chosenCue = null;
  var chosenLayer = null;
  var holding = null;
  var waiting = null;
  var ahead = 0;

  /* --- acts --- */

  function token() {
    return document.querySelector("#act [name=csrfmiddlewaretoken]").value;
  }

  function post(address, fields) {
    var order = (asked += 1);
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, ANSWER_MS);
    return fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token(), "X-Desk-Panel": "1" },
      redirect: "error",
      signal: stop.signal,
    }).then(function (answer) {
      return answer.text().then(function (text) {
        return { order: order, ok: answer.ok, status: answer.status, text: text, headers: answer.headers };
      });
    }).finally(function () { clearTimeout(timer); });
  }

  function act(button, more, cleared) {
    var words = button.textContent.replace(/\s+/g, " ").trim().replace(/ .$/, "");
    var name = button.getAttribute("aria-label") || words;
    say("", name + "…");
    post(button.formAction, Object.assign({ what: button.value }, more)).then(function (answer) {
      if (!answer.ok) {
        say("refused", sentence(answer));
        return;
      }
      apply(answer);
      say("done", name + ": done");
      shut();
      if (cleared) { cleared(); }
    }).catch(function () {
      say("refused", name + " did not arrive: the desk does not answer. Nothing more is sent; press it again.");
    });
  }

  function sentence(answer) {
    var plain = (answer.headers.get("Content-Type") || "").indexOf("text/plain") === 0;
    return plain ? answer.text : "The desk refused it (" + answer.status + "), and nothing was done. Load the panel again.";
  }

  function say(kind, words) {
    status.dataset.kind = kind;
    status.textContent = words;
  }

  /* --- staying true --- */

  function keep() {
    post(main.dataset.keep, { seq: main.dataset.seq }).then(function (answer) {
      if (!answer.ok) {
        lampSays("ended", sentence(answer));
        return;
      }
      heardAt = Date.now();
      lampSays("live", "Live");
      apply(answer);
    }).catch(function () {}).finally(function () { setTimeout(keep, KEEP_MS); });
  }

  function look() {
    if (Date.now() - heardAt > SILENCE_MS && lamp.dataset.state !== "ended") {
      lampSays("stale", "No answer from the desk since " + clock(heardAt));
    }
    ages();
  }

  function lampSays(state, words) {
    lamp.dataset.state = state;
    root.dataset.line = state;
    lamp.querySelector(".lamp-words").textContent = words;
  }

  function clock(at) {
    return new Date(at).toTimeString().slice(0, 8);
  }

  function apply(answer) {
    if (answer.order < applied) { return; }
    applied = answer.order;
    var held = document.createElement("template");
    held.innerHTML = answer.text;
    Array.from(held.content.children).forEach(swap);
    main.dataset.seq = answer.headers.get("X-Desk-Seq");
    mark();
  }

  function swap(fresh) {
    var old = document.getElementById(fresh.id);
    if (!old) { return; }
    if (fresh.id === "panel-pages") {
      ahead = Date.parse(fresh.dataset.now) - Date.now();
    }
    // A list that moved while the pointer is on it would put another cue under the finger.
    if (fresh.id === "panel-rundown" && old.matches(":hover") && order(old) !== order(fresh)) {
      waiting = fresh;
      return;
    }
    var active = document.activeElement;
    var focused = active && old.contains(active) ? active : null;
    var top = old.scrollTop;
    var row = focused ? rowOf(focused) : -1;
    var id = focused && focused.id;
    old.replaceWith(fresh);
    fresh.scrollTop = top;
    if (focused) { refocus(fresh, id, row); }
  }

  function refocus(list, id, row) {
    var again = id && document.getElementById(id);
    if (!again || again.disabled) {
      var rows = list.querySelectorAll(".p-go");
      again = rows[Math.min(Math.max(row, 0), rows.length - 1)] || list;
    }
    again.focus({ preventScroll: true });
  }

  function order(list) {
    return Array.from(list.querySelectorAll("[data-cue]"), function (row) { return row.dataset.cue; }).join();
  }

  function rowOf(element) {
    var row = element.closest("[data-cue]");
    return row ? Array.from(row.parentNode.children).indexOf(row) : -1;
  }

  main.addEventListener("mouseout", function (event) {
    var list = document.getElementById("panel-rundown");
    if (waiting && !list.contains(event.relatedTarget)) {
      var fresh = waiting;
      waiting = null;
      swap(fresh);
      mark();
    }
  });

  function ages() {
    var now = Date.now() + ahead;
    document.querySelectorAll("[data-since]").forEach(function (node) {
      var seconds = Math.max(0, Math.round((now - Date.parse(node.dataset.since)) / 1000));
      var minutes = Math.floor(seconds / 60);
      node.textContent = minutes < 1 ? seconds + " s" : minutes < 60 ? minutes + " min" : Math.floor(minutes / 60) + " h " + minutes % 60 + " min";
    });
  }

  /* --- what is chosen --- */

  function mark() {
    document.querySelectorAll("[data-cue]").forEach(function (row) {
      row.classList.toggle("chosen", row.dataset.cue === chosenCue);
    });
    var layer = layerChosen();
    document.querySelectorAll("[data-layer]").forEach(function (row) {
      row.classList.toggle("chosen", row === layer);
    });
    ages();
  }

  function layerChosen() {
    var row = chosenLayer && document.getElementById("layer-" + chosenLayer);
    if (row && row.classList.contains("is-on")) { return row; }
    chosenLayer = null;
    return document.querySelector(".p-layer[data-last]") || document.querySelector(".p-layer.is-on");
  }

  function step(by) {
    var rows = Array.from(document.querySelectorAll(".p-go"));
    var at = rows.findIndex(function (row) { return row.id === "cue-" + chosenCue; });
    var inside = rows.indexOf(document.activeElement) >= 0;
    var next = rows[at < 0 ? 0 : inside ? Math.max(0, Math.min(rows.length - 1, at + by)) : at];
    if (next) { next.focus(); }
  }

  document.addEventListener("focusin", function (event) {
    var row = event.target.closest("[data-cue]");
    if (row) {
      chosenCue = row.dataset.cue;
      mark();
    }
  });

  function askWhy(button) {
    holding = button;
    holdFor.textContent = button.getAttribute("aria-label") + ": say why, then Enter. Escape leaves it.";
    holdFor.classList.add("is-asking");
    reason.focus();
  }

  function holdDone() {
    reason.value = "";
    holdNothing();
  }

  // What was typed stays until the desk has it.
  function added() {
    document.querySelectorAll("#add input:not([type=hidden])").forEach(function (field) { field.value = ""; });
  }

  function holdNothing() {
    if (!holding) { return; }
    holdFor.textContent = "";
    holdFor.classList.remove("is-asking");
    var back = document.getElementById(holding.id) || document.getElementById("cue-" + chosenCue);
    holding = null;
    if (document.activeElement === reason && back) {
      (back.disabled ? document.getElementById("cue-" + chosenCue) || back : back).focus();
    }
  }

  /* --- newer figures --- */

  function open(link) {
    fetch(link.href, { headers: { "X-Desk-Panel": "1" }, redirect: "error" }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (text) {
      var held = document.createElement("template");
      held.innerHTML = text;
      document.getElementById("panel-newer").replaceWith(held.content.firstElementChild);
    }).catch(function () { say("refused", "The newer figures did not come: the desk does not answer."); });
  }

  function shut() {
    document.getElementById("panel-newer").replaceChildren();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-newer], [data-close]");
    if (!link) { return; }
    event.preventDefault();
    if (link.matches("[data-close]")) { shut(); } else { open(link); }
  });

  /* --- the keyboard --- */

  function keyed(key) {
    var layer = layerChosen();
    if (key === "o" || key === "n" || key === "u") {
      return layer && layer.querySelector("[data-key=" + key + "]");
    }
    return main.querySelector("[data-key=" + key + "]");
  }

  function ofCue(name) {
    var row = document.querySelector(".p-cue.chosen");
    return row && row.querySelector("[data-act=" + name + "]");
  }

  function typing(element) {
    return element.matches("input, textarea, select, [contenteditable]");
  }

  function press(button, missing) {
    if (!button) { say("refused", missing); return; }
    if (button.disabled) { say("refused", "That cannot be done now: " + (button.title || missing)); return; }
    button.click();
  }

  var MISSING = {
    t: "Nothing is on preview, or it is held.",
    o: "Nothing is on air.",
    n: "There is no next page.",
    u: "Nothing on air has newer figures.",
    r: "Choose a cue that has newer figures first.",
    h: "Choose a cue first.",
    c: "",
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.isComposing) { return; }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (typing(event.target)) {
      inField(event, key);
      return;
    }
    if (event.altKey) {
      if (key === "ArrowUp" || key === "ArrowDown") {
        event.preventDefault();
        press(ofCue(key === "ArrowUp" ? "up" : "down"), "Choose a cue that can move there.");
      }
      return;
    }
    if (key === "ArrowUp" || key === "ArrowDown") {
      event.preventDefault();
      step(key === "ArrowUp" ? -1 : 1);
      return;
    }
    // A key that is held down acts once.
    if (event.repeat) { return; }
    if (key === "h") { event.preventDefault(); press(ofCue("hold"), MISSING.h); return; }
    if (key === "r") { press(ofCue("refresh"), MISSING.r); return; }
    if (key === "d") { press(ofCue("newer"), MISSING.r); return; }
    if (key === "Escape") { shut(); return; }
    if (key === "a") { addCue(event); return; }
    if (/^[1-9]$/.test(key)) { chooseLayer(Number(key)); return; }
    if (key in MISSING) { press(keyed(key), MISSING[key]); }
  }

  function inField(event, key) {
    if (key === "Escape") {
      event.target.value = "";
      holdNothing();
      if (document.activeElement === event.target) { event.target.blur(); }
    }
    if (key === "Enter" && event.target === reason) {
      event.preventDefault();
      if (holding) { act(holding, { reason: reason.value }, holdDone); }
    }
  }

  function addCue(event) {
    var field = document.getElementById("add-search");
    if (field) { event.preventDefault(); field.focus(); }
  }

  function chooseLayer(number) {
    var row = document.querySelectorAll(".p-layer")[number - 1];
    if (row && row.classList.contains("is-on")) {
      chosenLayer = row.dataset.layer;
      mark();
      say("", "Out, update and next are for the " + row.querySelector("h3").lastChild.textContent.trim() + ".");
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || !button.form || !/^(act|add|hold)$/.test(button.form.id)) { return; }
    event.preventDefault();
    if (button.form.id === "hold" && !reason.value.trim()) {
      askWhy(button);
      return;
    }
    if (button.form.id === "hold") {
      act(button, { reason: reason.value }, holdDone);
    } else if (button.form.id === "add") {
      act(button, Object.fromEntries(new FormData(button.form)), added);
    } else {
      act(button);
    }
  });

  /* --- the monitors --- */

  function fit() {
    document.querySelectorAll(".p-screen").forEach(function (screen) {
      screen.style.setProperty("--scale", screen.clientWidth / 1920);
    });
  }

  new ResizeObserver(fit).observe(main);
  holdFor.textContent = "";
  mark();
  fit();
  setInterval(look, 1000);
  keep();
})();
