/*
 * A producer's acts on the desk's lines: by button and by key, answered where she looks.
 *
 * Every act is the POST of a button on the page; a key presses that button. Its answer is swapped in at once,
 * for she asked for it. An act that did not arrive is said to have not arrived: nothing is sent again behind
 * her back. Copying sends nothing.
 */
(function (scope) {
  "use strict";

  var ANSWER_MS = 5000;
  var SAID_MS = 8000;
  var form = document.getElementById("desk-act");
  var said = document.getElementById("desk-said");
  var parts = scope.DeskLines;
  var leaving = null;
  if (!form || !parts) {
    return;
  }

  // What was refused stands until something else is said.
  function say(kind, words) {
    clearTimeout(leaving);
    said.dataset.kind = kind;
    said.textContent = words;
    if (kind === "done") {
      leaving = setTimeout(function () { said.textContent = ""; }, SAID_MS);
    }
  }

  /* --- acts --- */

  function act(button) {
    var name = button.getAttribute("aria-label");
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, ANSWER_MS);
    say("", name + "…");
    fetch(button.formAction, {
      method: "POST",
      body: new URLSearchParams({ what: button.value, region: form.elements.region.value }),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Desk-Page": "1" },
      redirect: "error",
      signal: stop.signal,
    }).then(function (answer) {
      return answer.text().then(function (text) { answered(answer, text, name); });
    }).catch(function () {
      say("refused", "The desk did not answer, and nothing more is sent. Press it again: " + name);
    }).finally(function () { clearTimeout(timer); });
  }

  function answered(answer, text, name) {
    if (!answer.ok) {
      var plain = (answer.headers.get("Content-Type") || "").indexOf("text/plain") === 0;
      say("refused", plain ? text : "The desk refused it, and nothing was done. Load the desk again.");
      return;
    }
    var held = document.createElement("template");
    held.innerHTML = text;
    Array.from(held.content.children).forEach(parts.put);
    say("done", name + ": done");
  }

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (button && button.form === form) {
      event.preventDefault();
      act(button);
    }
  });

  /* --- copying --- */

  function copy(line) {
    var asAt = document.querySelector("#lamp .lamp-as-at").textContent.trim().replace(/^As at/, "as at");
    var text = line.dataset.copy + "\n" + [form.dataset.about, asAt].filter(Boolean).join(", ");
    var done = function () { say("done", "Copied: " + line.dataset.copy.split("\n")[0]); };
    if (!navigator.clipboard) {
      copyByHand(text, done);
      return;
    }
    navigator.clipboard.writeText(text).then(done, function () { copyByHand(text, done); });
  }

  // Where the browser has no clipboard for scripts: without HTTPS, or where it was refused.
  function copyByHand(text, done) {
    var back = document.activeElement;
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    var copied = document.execCommand("copy");
    field.remove();
    if (back) { back.focus({ preventScroll: true }); }
    if (copied) { done(); } else { say("refused", "This browser does not let the desk copy. Mark the line and copy it by hand."); }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".h-copy");
    if (button) {
      copy(button.closest(".h"));
    }
  });

  /* --- the keyboard --- */

  var BUTTONS = { p: "-pin", x: "-aside", c: "-copy" };

  function step(by) {
    var shown = parts.all().filter(parts.isShown);
    var here = document.activeElement && document.activeElement.closest(".h");
    var at = shown.indexOf(here);
    var next = shown[at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by))];
    if (next) {
      next.querySelector(".h-go").focus();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches("input, select, textarea")) {
      return;
    }
    if (document.querySelector("dialog[open]")) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    var line = event.target.closest(".h");
    var end = BUTTONS[event.key.toLowerCase()];
    var button = line && end && !event.repeat && document.getElementById(line.id + end);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
})(window);
