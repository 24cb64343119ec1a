/* What was typed outlives a lost connection, a closed tab and an expired sign-in.

   Owns the drafts in the browser's storage: one for a person, a count and the newest revision that stood
   there, so that it never covers figures that came in after it was typed. A draft that was sent
   and got no answer is unsent, and stays until there is one. Refuses to send anything itself. */
window.deskDrafts = (function () {
  "use strict";

  var DAY = 24 * 60 * 60 * 1000;
  var PREFIX = "desk-draft:";
  // Where a browser refuses to store, a draft lasts as long as the page.
  var memory = {};
  var lasting = stored(function (box) { box.setItem(PREFIX, "{}"); box.removeItem(PREFIX); return true; });

  function stored(act) {
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  function read(name) {
    return memory[name] || stored(function (box) { return JSON.parse(box.getItem(name)); });
  }

  function write(name, draft) {
    var done = stored(function (box) { box.setItem(name, JSON.stringify(draft)); return true; });
    if (done) { delete memory[name]; } else { memory[name] = draft; lasting = null; }
  }

  function drop(name) {
    delete memory[name];
    stored(function (box) { box.removeItem(name); });
  }

  function names() {
    var kept = stored(function (box) { return Object.keys(box); }) || [];
    return kept.concat(Object.keys(memory)).filter(function (name) { return name.indexOf(PREFIX) === 0; });
  }

  function nameFor(form) { return PREFIX + form.dataset.draft; }

  function freshKey() {
    // randomUUID is refused where the desk is reached by plain HTTP.
    return Array.prototype.map.call(window.crypto.getRandomValues(new Uint8Array(16)), function (byte) {
      return (byte < 16 ? "0" : "") + byte.toString(16);
    }).join("");
  }

  /* --- drafts --- */

  function keep(form) {
    var fields = window.deskFields;
    var name = nameFor(form);
    var draft = read(name) || {};
    var values = fields.typed(form);
    var others = !fields.same(values, draft.values);
    // A key stands for these figures alone: the ones it went out with may have arrived.
    if (others && draft.tried && fields.along(form).key === draft.key) {
      fields.takeAlong(form, { key: freshKey() });
    }
    draft.at = others ? Date.now() : draft.at;
    draft.values = values;
    draft.photograph = fields.photographed(form);
    draft.basedOn = form.elements.namedItem("based_on").value;
    Object.assign(draft, fields.along(form));
    write(name, draft);
    return draft;
  }

  function trying(form) {
    var draft = keep(form);
    var title = document.querySelector("#content h1");
    draft.tried = Date.now();
    draft.title = title ? title.textContent.trim() : "A count";
    draft.address = form.getAttribute("action");
    write(nameFor(form), draft);
  }

  function answered(form) {
    var draft = read(nameFor(form));
    if (draft) { draft.tried = 0; write(nameFor(form), draft); }
  }

  function unsent(person) {
    return names().map(function (name) {
      var draft = read(name) || {};
      var parts = name.slice(PREFIX.length).split(":");
      return { name: name, person: parts[0], contest: parts[1], draft: draft };
    }).filter(function (kept) {
      return kept.person === person && kept.draft.tried && Date.now() - kept.draft.at < DAY;
    }).sort(function (one, other) { return one.draft.at - other.draft.at; });
  }

  function sweep(form) {
    var own = form ? nameFor(form) : "";
    var same = own.split(":").slice(0, 3).join(":") + ":";
    names().forEach(function (name) {
      var draft = read(name) || {};
      var stale = form && name !== own && name.indexOf(same) === 0 && !draft.tried;
      if (stale || !(Date.now() - draft.at < DAY)) { drop(name); }
    });
  }

  function clock(at) {
    var time = new Date(at);
    return [time.getHours(), time.getMinutes()].map(function (part) { return (part < 10 ? "0" : "") + part; }).join(":");
  }

  return {
    answered: answered,
    clock: clock,
    drop: drop,
    keep: keep,
    lasts: function () { return Boolean(lasting); },
    nameFor: nameFor,
    read: read,
    sweep: sweep,
    trying: trying,
    unsent: unsent,
  };
})();
