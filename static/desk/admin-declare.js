/* The declaration form's hands: Enter moves on, and a refused form opens at its problems. The form
   works without this file. */
(function () {
  "use strict";

  function steps(form) {
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

  function inReadingOrder(form) {
    // All votes first, then who was elected: it is read out in that order.
    var all = steps(form);
    var votes = all.filter(function (field) { return field.name.indexOf("votes-") === 0; });
    var rest = all.filter(function (field) { return field.name.indexOf("votes-") !== 0; });
    return votes.concat(rest);
  }

  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key !== "Enter" || event.isComposing || field.tagName !== "INPUT") { return; }
    if (!field.form || field.form.id !== "declaration") { return; }
    event.preventDefault();
    var order = inReadingOrder(field.form);
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

  function openAtProblems() {
    var problems = document.getElementById("problems");
    if (problems) { problems.focus(); }
    return problems;
  }

  openAtProblems();
  // The form came back in the place of the one that was sent.
  document.addEventListener("desk:form", function () {
    if (openAtProblems()) { return; }
    document.getElementById("content-start").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
})();
