/*
 * The keyboard of an operator's panel: a key presses the button that is on the page, and does nothing else.
 *
 * Keys are dead while a field has the focus, and one that is held down acts once.
 */
(function (scope) {
  "use strict";

  var panel = scope.DeskPanel;
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
    if (event.target.matches("input, textarea, select, [contenteditable]")) {
      if (key === "Escape") { leave(event.target); }
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      event.preventDefault();
      arrow(key === "ArrowUp", event.altKey);
    } else if (!event.altKey && !event.repeat) {
      pressed(event, key);
    }
  }

  function leave(field) {
    field.value = "";
    if (document.activeElement === field) { field.blur(); }
  }

  function arrow(up, moves) {
    if (moves) {
      press(ofCue(up ? "up" : "down"), "Choose a cue that can move there.");
    } else {
      panel.step(up ? -1 : 1);
    }
  }

  function pressed(event, key) {
    if (key === "h") { event.preventDefault(); press(ofCue("hold"), MISSING.h); return; }
    if (key === "r") { press(ofCue("refresh"), MISSING.r); return; }
    if (key === "d") { press(ofCue("newer"), MISSING.r); return; }
    if (key === "Escape") { panel.shut(); return; }
    if (key === "a") { addCue(event); return; }
    if (/^[1-9]$/.test(key)) { panel.chooseLayer(Number(key)); return; }
    if (key in MISSING) { press(keyed(key), MISSING[key]); }
  }

  function press(button, missing) {
    if (!button) { panel.say("refused", missing); return; }
    if (button.disabled) { panel.say("refused", "That cannot be done now: " + (button.title || missing)); return; }
    button.click();
  }

  function keyed(key) {
    var layer = panel.layerChosen();
    if (key === "o" || key === "n" || key === "u") {
      return layer && layer.querySelector("[data-key=" + key + "]");
    }
    return panel.main.querySelector("[data-key=" + key + "]");
  }

  function ofCue(name) {
    var row = document.querySelector(".p-cue.chosen");
    return row && row.querySelector("[data-act=" + name + "]");
  }

  function addCue(event) {
    var field = document.getElementById("add-search");
    if (field) { event.preventDefault(); field.focus(); }
  }

  document.addEventListener("keydown", onKey);
})(window);
