/* The form opens with what was typed into it before, and says so. */
(function () {
  "use strict";

  var drafts = window.deskDrafts;
  var fields = window.deskFields;
  var first = document.getElementById("declaration");
  if (!first) { return; }
  // What the form opened with, and the draft that took its place.
  var opened = null;
  var back = "";

  function ownForm(event) {
    var form = event.target.form || event.target;
    return form.id === "declaration" ? form : null;
  }

  function changed(form) {
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function say(words, acts) {
    var note = document.getElementById("draft-note");
    note.textContent = words;
    Object.keys(acts || {}).forEach(function (label) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet";
      button.textContent = label;
      button.addEventListener("click", acts[label]);
      note.append(" ", button);
    });
  }

  function startAgain() {
    var form = document.getElementById("declaration");
    drafts.drop(drafts.nameFor(form));
    form.reset();
    fields.takeAlong(form, opened.along);
    fields.fill(form, opened.values);
    say("");
    changed(form);
  }

  function aboutPhotograph(draft) {
    if (draft.sheet) { return " The photograph is kept too."; }
    return draft.photograph ? " A browser cannot keep a photograph: choose it again." : "";
  }

  function askForPhotograph(draft) {
    var field = document.getElementById("id_photograph");
    var folded = field && field.closest("details");
    // What she is asked for must be there to see.
    if (folded && draft.photograph && !draft.sheet) { folded.open = true; }
  }

  function restore(form) {
    var name = drafts.nameFor(form);
    var draft = drafts.read(name);
    if (!draft || !draft.values) { return; }
    var differs = !fields.same(draft.values, fields.typed(form));
    if (!differs && !draft.tried && !draft.photograph) { return; }
    opened = { values: fields.typed(form), along: fields.along(form) };
    back = name;
    fields.takeAlong(form, draft);
    fields.fill(form, draft.values);
    var since = "What you typed at " + drafts.clock(draft.at) + " is back; ";
    var words = draft.tried ? "it is not sent yet: press " + document.getElementById("save").textContent.trim() + "." : "it is not saved yet.";
    say(since + words + aboutPhotograph(draft), { "Start again": startAgain });
    askForPhotograph(draft);
    changed(form);
  }

  function isOlder(form, kept) {
    var own = form.dataset.draft.split(":");
    return kept.contest === own[1] && kept.name !== drafts.nameFor(form);
  }

  function offerOlder() {
    var form = document.getElementById("declaration");
    var person = form.dataset.draft.split(":")[0];
    var older = drafts.unsent(person).filter(function (kept) { return isOlder(form, kept); })[0];
    if (!older || document.getElementById("draft-note").textContent) { return; }
    say("What you typed at " + drafts.clock(older.draft.at) + " was never sent, and other figures came in since.", {
      "Compare them": function () { compare(form, older); },
      "Forget mine": function () {
        drafts.drop(older.name);
        say("");
        document.dispatchEvent(new CustomEvent("desk:unsent"));
      },
    });
  }

  function compare(form, older) {
    // Sent as it was meant: the desk answers with both sets side by side.
    form.elements.namedItem("based_on").value = older.draft.basedOn;
    form.dataset.draft = older.name.slice(older.name.indexOf(":") + 1);
    fields.takeAlong(form, older.draft);
    fields.fill(form, older.draft.values);
    say("");
    form.requestSubmit(document.getElementById("save"));
  }

  function keep(event) {
    var form = ownForm(event);
    if (form) { drafts.keep(form); }
  }

  document.addEventListener("input", keep);
  document.addEventListener("change", keep);
  document.addEventListener("htmx:afterSettle", function () {
    var form = document.getElementById("declaration");
    if (form && fields.tickEarly(form)) { changed(form); }
  });
  document.addEventListener("desk:arrived", function (event) {
    // It had arrived, and only its answer was lost: what the desk opened the form with is the truth.
    var form = document.getElementById("declaration");
    if (!form || !(event.detail.name === back || isOlder(form, event.detail))) { return; }
    if (event.detail.name === back) { startAgain(); }
    say("What you sent at " + drafts.clock(event.detail.draft.tried) + " has arrived.");
  });
  // Only what the desk does not know is worth a question.
  document.addEventListener("desk:asked", function () {
    if (first.hasAttribute("data-fresh") && first.isConnected) { offerOlder(); }
  });
  drafts.sweep(first);
  // After htmx has bound its triggers, so that restored figures get their verdict.
  document.addEventListener("DOMContentLoaded", function () {
    if (first.hasAttribute("data-fresh")) { restore(first); }
  });
})();
