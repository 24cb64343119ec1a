/* "Now" beside the time at which figures were read out: the clock of this device, in one press. Without
   scripts the time is typed. Stores nothing, sends nothing. */
(function () {
  "use strict";

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function now() {
    var at = new Date();
    return two(at.getHours()) + ":" + two(at.getMinutes());
  }

  Array.prototype.forEach.call(document.querySelectorAll("input[data-now]"), function (field) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet read-out-now";
    button.textContent = field.dataset.now;
    button.setAttribute("aria-label", field.dataset.now + ": read out at this minute");
    button.addEventListener("click", function () {
      field.value = now();
      // Drafts and the preview follow what is typed.
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    field.insertAdjacentElement("afterend", button);
  });
})();
