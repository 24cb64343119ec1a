/*
 * The acts of an operator's panel: each is the POST of a button on the page, answered where she looks.
 *
 * An act that did not arrive is said to have not arrived, one that got no answer to be done perhaps: nothing
 * is sent again behind her back. An answer brings the panel as it is then; the panel's line drops it where
 * something newer was pushed meanwhile.
 */
(function (scope) {
  "use strict";

  var ANSWER_MS = 5000;
  var panel = scope.DeskPanel;
  var reason = document.getElementById("reason");
  var holdFor = document.getElementById("hold-for");
  var holding = null;
  var opened = null;

  function token() {
    return document.querySelector("#act [name=csrfmiddlewaretoken]").value;
  }

  function post(address, fields) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, ANSWER_MS);
    return fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token(), "X-Desk-Panel": "1" },
      redirect: "error",
      signal: stop.signal,
    }).then(function (answer) {
      return answer.text().then(function (text) {
        return { ok: answer.ok, status: answer.status, text: text, headers: answer.headers };
      });
    }).finally(function () { clearTimeout(timer); });
  }

  function act(button, more, cleared) {
    var words = (button.querySelector(".p-what") || button).textContent.replace(/\s+/g, " ").trim().replace(/ .$/, "");
    var name = button.getAttribute("aria-label") || words;
    panel.say("", name + "…");
    post(addressOf(button), Object.assign({ what: button.value }, more)).then(function (answer) {
      if (!answer.ok) {
        panel.say("refused", sentence(answer));
        // What she looked at moved on: it is shown as it is now, for her to look again.
        if (answer.status === 409 && opened) { open(opened); }
        return;
      }
      panel.answered(answer);
      panel.say("done", name + ": done");
      shut();
      if (cleared) { cleared(); }
    }).catch(function (error) {
      panel.say("refused", error.name === "AbortError"
        ? name + ": no answer within " + ANSWER_MS / 1000 + " s. It may be done yet: look at Program before you press it again."
        : name + " did not arrive: the desk does not answer. Nothing more is sent; press it again.");
    });
  }

  // A button without an address of its own says the page's, not its form's.
  function addressOf(button) {
    return button.hasAttribute("formaction") ? button.formAction : button.form.action;
  }

  function sentence(answer) {
    if (answer.status >= 500) {
      return "The desk failed to answer (" + answer.status + "). It may be done: look at Program before you press it again.";
    }
    var plain = (answer.headers.get("Content-Type") || "").indexOf("text/plain") === 0;
    return plain ? answer.text : "The desk refused it (" + answer.status + "), and nothing was done. Load the panel again.";
  }

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || !button.form || !/^(act|add|hold)$/.test(button.form.id)) { return; }
    event.preventDefault();
    if (button.form.id === "add") {
      act(button, Object.fromEntries(new FormData(button.form)), added);
    } else if (button.form.id === "act") {
      act(button);
    } else if (reason.value.trim()) {
      act(button, { reason: reason.value }, holdDone);
    } else {
      askWhy(button);
    }
  });

  // What was typed stays until the desk has it.
  function added() {
    document.querySelectorAll("#add input:not([type=hidden])").forEach(function (field) { field.value = ""; });
  }

  /* --- why something is held --- */

  function askWhy(button) {
    holding = button;
    holdFor.textContent = button.getAttribute("aria-label") + ": say why, then Enter. Escape leaves it.";
    holdFor.classList.add("is-asking");
    reason.focus();
  }

  function holdDone() {
    reason.value = "";
    holdNothing();
  }

  function holdNothing() {
    if (!holding) { return; }
    holdFor.textContent = "";
    holdFor.classList.remove("is-asking");
    var back = document.getElementById(holding.id) || panel.cueChosen();
    holding = null;
    if (document.activeElement === reason && back) {
      (back.disabled ? panel.cueChosen() || back : back).focus();
    }
  }

  reason.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (holding) { act(holding, { reason: reason.value }, holdDone); }
    }
    if (event.key === "Escape") {
      reason.value = "";
      holdNothing();
    }
  });

  /* --- newer figures, and what a release would change --- */

  function open(link) {
    opened = link;
    fetch(link.href, { headers: { "X-Desk-Panel": "1" }, redirect: "error" }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (text) {
      var fresh = panel.parts(text)[0];
      document.getElementById("panel-newer").replaceWith(fresh);
      // She asked for it, and its button is elsewhere on the page.
      if (link.matches("[data-go]")) { fresh.focus({ preventScroll: false }); }
    }).catch(function (status) {
      panel.say("refused", status === 404 ? "It is not there any more." : "It did not come: the desk does not answer.");
    });
  }

  function shut() {
    var list = document.getElementById("panel-newer");
    var back = list.contains(document.activeElement) && opened && (document.getElementById(opened.id) || panel.cueChosen());
    opened = null;
    list.replaceChildren();
    if (back) { back.focus(); }
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-newer], [data-close]");
    if (!link) { return; }
    event.preventDefault();
    if (link.matches("[data-close]")) { shut(); } else { open(link); }
  });

  holdFor.textContent = "";
  panel.post = post;
  panel.shut = shut;
})(window);
