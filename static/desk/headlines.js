/*
 * The producers' desk: its list holds still under a hand, filters, keys, and what only the clock changes.
 *
 * What is pushed is swapped in by the page's line. A list that would be reordered while a pointer moves over
 * it, or while keys walk through it, waits: until the pointer has left, or the hand has rested. What waits is
 * said, and told to whoever listens for new lines at once. Nothing here acts: see headlines-acts.js.
 */
(function (scope) {
  "use strict";

  var REST_MS = 6000;
  var LATELY_MS = 30000;
  var SOON_MS = 2000;
  var LONG_AGO_MIN = 720;

  var form = document.getElementById("desk-act");
  var notice = document.getElementById("desk-waiting");
  var tools = document.querySelector(".d-tools");
  var party = document.getElementById("desk-party");
  var kind = document.getElementById("desk-kind");
  var mine = document.getElementById("desk-mine");
  var nothing = document.getElementById("desk-filtered");
  var roomy = window.matchMedia("(min-width: 64rem)");
  var waiting = null;
  var movedAt = 0;
  var soon = null;
  if (!form) {
    return;
  }

  function list() {
    return document.getElementById("desk-headlines");
  }

  function lines(root) {
    return Array.from((root || list()).querySelectorAll(".h"));
  }

  function order(root) {
    return lines(root).map(function (line) { return line.dataset.key; }).join("\n");
  }

  /* --- the list under a hand --- */

  function isInHand(old) {
    return Date.now() - movedAt < REST_MS && (old.matches(":hover") || old.contains(document.activeElement));
  }

  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    var old = event.detail.target;
    var fresh = event.detail.fragment.firstElementChild;
    if (old.id !== "desk-headlines" || !fresh) {
      return;
    }
    told(fresh);
    if (isInHand(old) && order(old) !== order(fresh)) {
      event.detail.shouldSwap = false;
      wait(fresh.cloneNode(true));
      return;
    }
    wait(null);
  });

  function wait(fresh) {
    waiting = fresh;
    notice.hidden = !fresh;
    if (fresh) {
      var known = order().split("\n");
      var many = lines(fresh).filter(function (line) { return known.indexOf(line.dataset.key) < 0; }).length;
      notice.firstElementChild.textContent = many === 1 ? "1 new line waits" : many ? many + " new lines wait" : "A new order waits";
    }
  }

  function release() {
    if (!waiting) {
      return;
    }
    var fresh = waiting;
    wait(null);
    put(fresh);
  }

  // Swaps a part in by its id; what has the focus keeps it, by its id or by its place.
  function put(fresh) {
    var old = document.getElementById(fresh.id);
    var active = document.activeElement;
    var id = active && old.contains(active) ? active.id : null;
    var place = id === null ? -1 : lines(old).indexOf(active.closest(".h"));
    old.replaceWith(fresh);
    after();
    if (id === null) {
      return;
    }
    var left = lines(fresh).filter(isShown);
    var again = document.getElementById(id) || (left.length && left[Math.min(Math.max(place, 0), left.length - 1)].querySelector(".h-go"));
    if (again) {
      again.focus({ preventScroll: true });
    }
  }

  function look() {
    var old = list();
    if (waiting && !isInHand(old)) {
      release();
    }
    clock();
  }

  function handMoves() { movedAt = Date.now(); }
  document.addEventListener("pointermove", handMoves, { passive: true });
  document.addEventListener("keydown", handMoves);
  document.addEventListener("focusin", function (event) {
    if (waiting && !list().contains(event.target) && !list().matches(":hover")) { release(); }
  });
  document.querySelector(".d-main").addEventListener("mouseleave", function () {
    if (!list().contains(document.activeElement)) { release(); }
  });
  notice.lastElementChild.addEventListener("click", release);

  // Every line that a fragment brings, also while it waits to be shown.
  function told(root) {
    var fitting = lines(root).filter(fits).map(function (line) {
      return {
        key: line.dataset.key,
        strength: Number(line.dataset.strength),
        words: line.querySelector(".h-go").textContent,
      };
    });
    document.dispatchEvent(new CustomEvent("desk:lines", { detail: fitting }));
  }

  /* --- filters --- */

  function followed() {
    var part = document.getElementById("desk-following");
    return part ? part.dataset.followed.trim().split(/\s+/) : [];
  }

  function fits(line) {
    var codes = line.dataset.parties.split(" ");
    return (!party.value || codes.indexOf(party.value) >= 0) &&
      (!kind.value || line.dataset.kind === kind.value) &&
      (!mine || !mine.checked || followed().indexOf(line.dataset.contest) >= 0);
  }

  function isShown(line) { return !line.hidden; }

  function filter() {
    var all = lines();
    all.forEach(function (line) { line.hidden = !fits(line); });
    nothing.hidden = !all.length || all.some(isShown);
  }

  function offerParties() {
    lines().forEach(function (line) {
      line.dataset.parties.split(" ").filter(Boolean).forEach(offer);
    });
  }

  function offer(code) {
    var known = Array.from(party.options).map(function (option) { return option.value; });
    if (known.indexOf(code) < 0) {
      var at = Array.from(party.options).find(function (option) { return option.value && option.value > code; });
      party.insertBefore(new Option(code, code), at || null);
    }
  }

  function chosen() {
    var kept = new URLSearchParams();
    if (party.value) { kept.set("party", party.value); }
    if (kind.value) { kept.set("kind", kind.value); }
    if (mine && mine.checked) { kept.set("mine", "1"); }
    history.replaceState(null, "", location.pathname + location.search + (String(kept) ? "#" + kept : ""));
    filter();
  }

  function restored() {
    var kept = new URLSearchParams(location.hash.slice(1));
    if (kept.get("party")) { offer(kept.get("party")); }
    party.value = kept.get("party") || "";
    kind.value = kept.get("kind") || "";
    if (mine) { mine.checked = kept.get("mine") === "1"; }
  }

  /* --- what only the clock and the person change --- */

  function clock() {
    var now = (scope.DeskLine && scope.DeskLine.now) || Date.now();
    document.querySelectorAll(".k[data-expected]").forEach(function (row) {
      var late = Math.floor((now - Date.parse(row.dataset.expected)) / 60000);
      var at = row.dataset.expected.slice(11, 16);
      row.classList.toggle("is-late", late > 0 && late < LONG_AGO_MIN);
      row.querySelector(".k-when").textContent = late > 0 && late < LONG_AGO_MIN ? lateBy(late) + " late, due " + at : "due " + at;
    });
  }

  function lateBy(minutes) {
    return minutes < 60 ? minutes + " min" : Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
  }

  function stars() {
    var own = followed();
    document.querySelectorAll(".h-star").forEach(function (star) {
      var follows = own.indexOf(star.value) >= 0;
      star.setAttribute("aria-pressed", String(follows));
      star.textContent = follows ? "★" : "☆";
    });
  }

  function lately() {
    clearTimeout(soon);
    soon = null;
    if (document.hidden) {
      return;
    }
    fetch(form.dataset.lately, { headers: { "X-Desk-Page": "1" }, redirect: "error" }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (text) {
      var held = document.createElement("template");
      held.innerHTML = text;
      Array.from(held.content.children).forEach(function (fresh) {
        document.getElementById(fresh.id).replaceWith(fresh);
      });
    }).catch(function () {});
  }

  // Folded where they would push the headlines off the screen.
  function unfold() { tools.open = roomy.matches; }

  function after() {
    offerParties();
    filter();
    stars();
    clock();
  }

  document.addEventListener("desk:applied", function () {
    after();
    if (soon === null) {
      soon = setTimeout(lately, SOON_MS);
    }
  });

  scope.DeskLines = { put: put, release: release, after: after, isShown: isShown, all: lines };
  [party, kind, mine].filter(Boolean).forEach(function (field) { field.addEventListener("change", chosen); });
  window.addEventListener("hashchange", function () { restored(); filter(); });
  document.getElementById("desk-region").addEventListener("change", function (event) { event.target.form.submit(); });
  document.documentElement.classList.add("has-script");
  tools.hidden = false;
  roomy.addEventListener("change", unfold);
  unfold();
  restored();
  after();
  told();
  setInterval(look, 1000);
  setInterval(lately, LATELY_MS);
})(window);
