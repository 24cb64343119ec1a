/* What is typed into the declaration form, read and filled in. Stores nothing, sends nothing. */
window.deskFields = (function () {
  "use strict";

  // Hidden fields that belong to what was typed: the form's own key, and a photograph kept by the desk.
  var TAKEN_ALONG = ["key", "sheet"];
  var TICK = "checked=";
  // Ticks that came back before the questions that they answer.
  var early = {};

  function hidden(form, name) {
    var field = form.elements.namedItem(name);
    return field && field.type === "hidden" ? field : null;
  }

  function named(field) {
    // Tick boxes of one group share a name: each is kept by its own value.
    return field.type === "checkbox" ? field.name + "=" + field.value : field.name;
  }

  function eachTyped(form, act) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.name && ["hidden", "submit", "button", "file", "fieldset"].indexOf(field.type) < 0) { act(field); }
    });
  }

  function typed(form) {
    var values = {};
    eachTyped(form, function (field) {
      if (field.type === "radio") { if (field.checked) { values[field.name] = field.value; } return; }
      values[named(field)] = field.type === "checkbox" ? field.checked : field.value;
    });
    return Object.assign(values, early);
  }

  function same(one, other) {
    // Questions come and go as figures do; an open one says no more than none.
    function told(values) {
      return JSON.stringify(Object.keys(values || {}).filter(function (name) { return values[name]; }).sort()
        .map(function (name) { return [name, values[name]]; }));
    }
    return told(one) === told(other);
  }

  function fill(form, values) {
    early = {};
    Object.keys(values).forEach(function (name) {
      if (name.indexOf(TICK) === 0 && values[name]) { early[name] = true; }
    });
    tickEarly(form);
    eachTyped(form, function (field) {
      var value = values[named(field)];
      if (value === undefined) { return; }
      if (field.type === "radio") { field.checked = field.value === value; return; }
      if (field.type === "checkbox") { field.checked = value === true; return; }
      field.value = value;
      // What came back must be seen, also where it was folded away; what it opens with anyway need not.
      var usual = field.options && field.selectedIndex >= 0 && field.options[field.selectedIndex].defaultSelected;
      var folded = value && !usual && field.closest("details");
      if (folded) { folded.open = true; }
    });
  }

  function tickEarly(form) {
    var before = Object.keys(early).length;
    eachTyped(form, function (field) {
      if (field.type === "checkbox" && early[named(field)]) { field.checked = true; delete early[named(field)]; }
    });
    return Object.keys(early).length < before;
  }

  function along(form) {
    var values = {};
    TAKEN_ALONG.forEach(function (name) {
      var field = hidden(form, name);
      values[name] = field ? field.value : "";
    });
    return values;
  }

  function takeAlong(form, from) {
    TAKEN_ALONG.forEach(function (name) {
      var field = hidden(form, name);
      if (field && (from[name] || (name === "sheet" && from[name] === ""))) { field.value = from[name]; }
    });
  }

  function photographed(form) {
    return Boolean(Array.prototype.find.call(form.elements, function (field) {
      return field.type === "file" && field.files.length;
    }));
  }

  return {
    along: along,
    fill: fill,
    photographed: photographed,
    same: same,
    takeAlong: takeAlong,
    tickEarly: tickEarly,
    ticks: function () { return Object.keys(early).map(function (name) { return name.slice(TICK.length); }); },
    typed: typed,
  };
})();
