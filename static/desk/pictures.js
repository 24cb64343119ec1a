/*
 * Draws the pictures anew when the desk says that they are not what they were.
 *
 * live.js keeps the number and the lamp; a push carries no picture. So the page fetches its own address, the
 * part with the pictures alone, and until it has it says that they are behind. What was open, focused or
 * moved sideways stays so. Another way to colour the map is fetched in the same way: htmx on a live page reads
 * the desk's frames and nothing else.
 */
(function () {
  "use strict";

  var RETRY_MS = 2000;
  var SPREAD_MS = 400;
  var root = document.getElementById("pictures");
  if (!root || !window.fetch) {
    return;
  }
  var behind = document.getElementById("pictures-behind");
  var fetching = false;
  var again = false;

  function want(spread) {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    again = false;
    setTimeout(ask, spread * Math.random());
  }

  function ask() {
    var asked = location.href;
    fetch(asked, { headers: { "HX-Request": "true" }, credentials: "same-origin", cache: "no-store" })
      .then(read)
      .then(function (html) {
        if (asked !== location.href) {
          again = true;
        } else {
          put(html);
        }
        done("");
      })
      .catch(function (error) {
        console.error("The pictures were not fetched:", error);
        behind.textContent = "These pictures are behind. Drawing them again.";
        setTimeout(ask, RETRY_MS);
      });
  }

  function read(response) {
    if (!response.ok || response.redirected) {
      throw new Error(response.status + " " + response.url);
    }
    return response.text();
  }

  function done(words) {
    behind.textContent = words;
    fetching = false;
    if (again) {
      want(0);
    }
  }

  function put(html) {
    var kept = keep();
    document.getElementById("pictures").outerHTML = html;
    bringBack(kept);
  }

  function keep() {
    var drawn = document.getElementById("pictures");
    var active = document.activeElement;
    var ids = function (nodes) { return Array.prototype.map.call(nodes, function (node) { return node.id; }); };
    return {
      open: ids(drawn.querySelectorAll("details[open]")),
      focused: active && active.id && drawn.contains(active) ? active.id : "",
      places: Array.prototype.map.call(drawn.querySelectorAll("[role=region]"), function (node) {
        return [node.id, node.scrollLeft, node.scrollTop];
      }),
    };
  }

  function bringBack(kept) {
    kept.open.forEach(function (id) {
      var node = document.getElementById(id);
      if (node) {
        node.open = true;
      }
    });
    kept.places.forEach(function (place) {
      var node = document.getElementById(place[0]);
      if (node) {
        node.scrollLeft = place[1];
        node.scrollTop = place[2];
      }
    });
    var focused = kept.focused && document.getElementById(kept.focused);
    if (focused) {
      focused.focus({ preventScroll: true });
    }
  }

  function choose(event) {
    var link = event.target.closest(".picture-modes a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    history.replaceState(null, "", link.href);
    want(0);
  }

  document.addEventListener("click", choose);
  // Many pages hear of a declaration at once.
  document.addEventListener("desk:applied", function () { want(SPREAD_MS); });
})();
