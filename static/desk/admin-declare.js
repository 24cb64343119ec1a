/* The declaration form's hands: Enter moves on, and what was typed outlives a lost connection, a
   closed tab and an expired sign-in. The form works without this file. */
(function () {
  "use strict";

  var form = document.getElementById("declaration");
  if (!form) { return; }
  var note = document.getElementById("draft-note");
  var DAY = 24 * 60 * 60 * 1000;
  var PREFIX = "desk-draft:";

  function steps() {
    var radios = false;
    return Array.prototype.filter.call(form.elements, function (field) {
      if (field.tagName === "FIELDSET" || field.type === "hidden" || field.hidden || field.disabled || !field.offsetParent || field.closest("details:not([open])")) { return false; }
      if (field.type === "submit") { return field.id === "save"; }
      if (field.type === "radio") {
        // One stop for the whole group: the marked one, else the first.
        if (radios) { return false; }
        var marked = form.querySelector('input[name="' + field.name + '"]:checked');
        if (marked && marked !== field) { return false; }
        radios = true;
      }
      return true;
    });
  }

  function inReadingOrder() {
    // All votes first, then who was elected: it is read out in that order.
    var all = steps();
    var votes = all.filter(function (field) { return field.name.indexOf("votes-") === 0; });
    var rest = all.filter(function (field) { return field.name.indexOf("votes-") !== 0; });
    return votes.concat(rest);
  }

  form.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key !== "Enter" || event.isComposing || field.tagName !== "INPUT") { return; }
    event.preventDefault();
    var order = inReadingOrder();
    var at = order.indexOf(field);
    if (at < 0 && field.type === "radio") {
      at = order.findIndex(function (other) { return other.type === "radio"; });
    }
    var next = order[at + (event.shiftKey ? -1 : 1)];
    if (next) {
      next.focus();
      if (next.select && next.type === "text") { next.select(); }
    }
  });

  /* Drafts. A draft belongs to one person, one contest and one revision, so that it never covers
     figures that came in after it was typed. */
  var key = PREFIX + form.dataset.draft;
  var sameContest = PREFIX + form.dataset.draft.split(":").slice(0, 2).join(":") + ":";

  function store(act) {
    // A browser may refuse storage altogether; the form then works without drafts.
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  function named(field) {
    // Tick boxes of one group share a name: each is kept by its own value.
    return field.type === "checkbox" ? field.name + "=" + field.value : field.name;
  }

  function typed() {
    var values = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.type === "hidden" || field.type === "submit") { return; }
      if (field.type === "radio") { if (field.checked) { values[field.name] = field.value; } return; }
      values[named(field)] = field.type === "checkbox" ? field.checked : field.value;
    });
    return values;
  }

  function fill(values) {
    Array.prototype.forEach.call(form.elements, function (field) {
      var value = values[named(field)];
      if (value === undefined) { return; }
      if (field.type === "radio") { field.checked = field.value === value; return; }
      if (field.type === "checkbox") { field.checked = value === true; return; }
      if (field.type !== "text") { return; }
      field.value = value;
      // What came back must be seen, also where it was folded away.
      var folded = value && field.closest("details");
      if (folded) { folded.open = true; }
    });
  }

  function keep() {
    store(function (box) { box.setItem(key, JSON.stringify({ at: Date.now(), values: typed() })); });
  }

  function sweep() {
    store(function (box) {
      Object.keys(box).forEach(function (name) {
        if (name.indexOf(PREFIX) !== 0 || name === key) { return; }
        var kept = JSON.parse(box.getItem(name));
        if (name.indexOf(sameContest) === 0 || Date.now() - kept.at > DAY) { box.removeItem(name); }
      });
    });
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function restore() {
    var kept = store(function (box) { return JSON.parse(box.getItem(key)); });
    if (!kept || Date.now() - kept.at > DAY) { return; }
    if (JSON.stringify(kept.values) === JSON.stringify(typed())) { return; }
    var opened = typed();
    fill(kept.values);
    var at = new Date(kept.at);
    note.textContent = "What you typed at " + two(at.getHours()) + ":" + two(at.getMinutes()) + " is back; it is not saved yet. ";
    var again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = "Start again";
    again.addEventListener("click", function () {
      form.reset();
      fill(opened);
      store(function (box) { box.removeItem(key); });
      note.textContent = "";
      changed();
    });
    note.appendChild(again);
    changed();
  }

  function changed() {
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  sweep();
  // After htmx has bound its triggers, so that restored figures get their verdict.
  document.addEventListener("DOMContentLoaded", function () {
    if (form.hasAttribute("data-fresh")) { restore(); }
  });

  /* A refused form opens at its problems. */
  var problems = document.getElementById("problems");
  if (problems) { problems.focus(); }
})();
