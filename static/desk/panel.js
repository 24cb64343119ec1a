/*
 * An operator's panel: what it shows is swapped in place, and what she chose stays chosen.
 *
 * What has the focus keeps it, a list under the pointer waits to be reordered until the pointer has left it,
 * and the two monitors are never loaded again. Knows neither acts nor the line to the desk: the panel's other
 * scripts bring the fragments, and ask here what is chosen.
 */
(function (scope) {
  "use strict";

  var main = document.querySelector("main.panel");
  var status = document.getElementById("panel-status");
  var chosenCue = null;
  var chosenLayer = null;
  var waiting = null;
  // How far the desk's clock is ahead of this machine's, in ms.
  var ahead = 0;

  function say(kind, words) {
    status.dataset.kind = kind;
    status.textContent = words;
  }

  /* --- fragments --- */

  /** The elements of an answer or a frame. */
  function parts(html) {
    var held = document.createElement("template");
    held.innerHTML = html;
    return Array.from(held.content.children);
  }

  function draw(fragments) {
    fragments.forEach(swap);
    mark();
  }

  function swap(fresh) {
    var old = document.getElementById(fresh.id);
    if (!old) {
      console.error("The panel has no place for", fresh.id);
      return;
    }
    if (fresh.id === "panel-pages") {
      ahead = Date.parse(fresh.dataset.now) - Date.now();
    }
    if (fresh.id === "panel-rundown") {
      // A list that moved while the pointer is on it would put another cue under the finger.
      waiting = old.matches(":hover") && order(old) !== order(fresh) ? fresh : null;
      if (waiting) { return; }
    }
    replace(old, fresh);
  }

  function replace(old, fresh) {
    var active = document.activeElement;
    var focused = active && old.contains(active) ? active : null;
    var top = old.scrollTop;
    var row = focused ? rowOf(focused) : -1;
    old.replaceWith(fresh);
    fresh.scrollTop = top;
    if (focused) { refocus(fresh, focused, row); }
  }

  function refocus(list, gone, row) {
    var again = twin(list, gone);
    if (!again || again.disabled) {
      var rows = list.querySelectorAll(".p-go");
      again = rows[Math.min(Math.max(row, 0), rows.length - 1)] || list;
    }
    again.focus({ preventScroll: true });
  }

  /** What stands now where a button stood: by its id, or by its act and its layer. */
  function twin(list, gone) {
    if (gone.id) { return document.getElementById(gone.id); }
    var act = gone.getAttribute("formaction");
    var layer = gone.closest("[data-layer]");
    var place = layer ? document.getElementById(layer.id) : list;
    return act && place && place.querySelector("[formaction='" + act + "']");
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
      replace(list, waiting);
      waiting = null;
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

  function chooseLayer(number) {
    var row = document.querySelectorAll(".p-layer")[number - 1];
    if (row && row.classList.contains("is-on")) {
      chosenLayer = row.dataset.layer;
      mark();
      say("", "Out, update and next are for the " + row.querySelector("h3").lastChild.textContent.trim() + ".");
    }
  }

  /** The chosen cue's button, which takes the focus back; null where nothing is chosen. */
  function cueChosen() {
    return chosenCue && document.getElementById("cue-" + chosenCue);
  }

  function step(by) {
    var rows = Array.from(document.querySelectorAll(".p-go"));
    var at = rows.indexOf(cueChosen());
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

  /* --- the monitors --- */

  function fit() {
    document.querySelectorAll(".p-screen").forEach(function (screen) {
      screen.style.setProperty("--scale", screen.clientWidth / 1920);
    });
  }

  new ResizeObserver(fit).observe(main);
  setInterval(ages, 1000);
  mark();
  fit();

  scope.DeskPanel = {
    main: main,
    say: say,
    parts: parts,
    draw: draw,
    step: step,
    cueChosen: cueChosen,
    layerChosen: layerChosen,
    chooseLayer: chooseLayer,
  };
})(window);
