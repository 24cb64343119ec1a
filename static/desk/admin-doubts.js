/* Keeps a tick that she made while the preview was under way: the questions that the preview draws anew
   do not know of it yet. A question about other figures has another box, and starts without a tick. */
(function () {
  "use strict";

  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    event.detail.fragment.querySelectorAll("input[name=checked]").forEach(function (box) {
      var before = document.getElementById(box.id);
      if (before) { box.checked = before.checked; }
    });
  });
})();
