/* Lets go of a form that is left, so that nobody is told that it is open still. A claim goes by itself
   after half a minute where this script, or the network, does not come to it. */
(function () {
  "use strict";

  window.addEventListener("pagehide", function () {
    var form = document.querySelector("form[data-claim]");
    if (!form || !navigator.sendBeacon) { return; }
    var data = new FormData(form);
    data.append("leave", "1");
    navigator.sendBeacon(form.action, data);
  });
})();
