/* Which key contests are late, by the clock: no event says so. Each line carries the hour at which its result
   was expected; everything else in it comes from the desk. Sends nothing. */
(function () {
  "use strict";

  var EVERY_MS = 5000;
  var DAY = 24 * 60;
  var count = document.getElementById("key-late-count");

  function late(minutes) {
    if (minutes < 1) { return "due now"; }
    // A night that is played again was due long ago: by how much says nothing.
    if (minutes >= DAY) { return "late"; }
    var hours = Math.floor(minutes / 60);
    return (hours ? hours + " h " : "") + (minutes % 60) + " min late";
  }

  function look() {
    var many = 0;
    Array.prototype.forEach.call(document.querySelectorAll(".key[data-due]"), function (line) {
      var minutes = Math.floor((Date.now() - Date.parse(line.dataset.due)) / 60000);
      var is = minutes >= 0;
      many += is ? 1 : 0;
      line.classList.toggle("is-late", is);
      line.querySelector(".key-late").textContent = is ? late(minutes) : "";
    });
    var words = many ? many + " late" : "";
    if (count && count.textContent !== words) { count.textContent = words; }
  }

  document.addEventListener("desk:applied", look);
  setInterval(look, EVERY_MS);
  look();
})();
