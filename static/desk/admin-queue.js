/* What this person sent and has no answer for: listed on her front page and on every form of hers,
   until the desk says that it has arrived. */
(function () {
  "use strict";

  var drafts = window.deskDrafts;
  // Whoever walks off while a save is under way asks before it has arrived.
  var AGAIN_MS = 10000;
  var arrived = [];

  function place() { return document.getElementById("unsent"); }

  function line(kept) {
    var item = document.createElement("li");
    var words = "Not yet sent: " + kept.draft.title + ", typed " + drafts.clock(kept.draft.at);
    if (kept.draft.address === window.location.pathname) { return withoutForm(item, words, kept); }
    var link = document.createElement("a");
    link.href = kept.draft.address;
    link.textContent = words;
    item.append(link);
    return item;
  }

  function withoutForm(item, words, kept) {
    // Another's figures wait here now, and hers have no field to stand in.
    var votes = Object.keys(kept.draft.values).filter(function (name) { return name.indexOf("votes-") === 0; });
    var figures = votes.map(function (name) { return kept.draft.values[name] || "none"; }).join(", ");
    var forget = document.createElement("button");
    forget.type = "button";
    forget.className = "button quiet";
    forget.textContent = "Forget mine";
    forget.addEventListener("click", function () { drafts.drop(kept.name); draw(); });
    item.className = "unsent-figures";
    item.append(words + ". In the order of the ballot paper: " + figures + ". ", forget);
    return item;
  }

  function goodNews(kept) {
    var item = document.createElement("li");
    item.className = "unsent-arrived";
    item.textContent = kept.draft.title + ", typed " + drafts.clock(kept.draft.at) + ", has arrived.";
    return item;
  }

  function elsewhere(kept) {
    // The form itself tells of its own count.
    var form = document.getElementById("declaration");
    return !form || form.dataset.draft.split(":")[1] !== kept.contest;
  }

  function draw() {
    var list = place();
    var items = drafts.unsent(list.dataset.person).filter(elsewhere).map(line);
    items = arrived.filter(elsewhere).map(goodNews).concat(items);
    list.replaceChildren.apply(list, items);
    list.hidden = !items.length;
  }

  function ask(which) {
    var kept = drafts.unsent(place().dataset.person).filter(function (one) { return one.draft.key && which(one); });
    if (!kept.length) { return asked(); }
    var query = kept.map(function (one) { return "key=" + encodeURIComponent(one.draft.key); }).join("&");
    fetch(place().dataset.ask + "?" + query, { redirect: "error", cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : { arrived: [] }; })
      .then(function (known) {
        kept.filter(function (one) { return known.arrived.indexOf(one.draft.key) >= 0; }).forEach(settle);
        draw();
      })
      // No connection: the list stays as it is, and the next one asks again.
      .catch(function () {})
      .then(asked);
  }

  function asked() { document.dispatchEvent(new CustomEvent("desk:asked")); }

  function settle(kept) {
    drafts.drop(kept.name);
    arrived.push(kept);
    document.dispatchEvent(new CustomEvent("desk:arrived", { detail: kept }));
  }

  function look() { draw(); ask(function () { return true; }); }

  if (!place()) { return; }
  document.addEventListener("desk:unsent", draw);
  document.addEventListener("desk:form", draw);
  // Another tab sent one.
  window.addEventListener("storage", draw);
  // Its own count is the form's to send again.
  window.addEventListener("online", function () { ask(elsewhere); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { look(); } });
  document.addEventListener("DOMContentLoaded", look);
  setInterval(function () { if (!document.hidden) { ask(elsewhere); } }, AGAIN_MS);
})();
