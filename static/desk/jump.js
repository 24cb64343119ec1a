/*
 * Search and jump: / or Ctrl+K opens the dialog on any page, arrows choose, Enter goes, Escape closes.
 *
 * Answers that come out of turn are dropped: what is shown is always of what is typed. The key does
 * nothing while a field has the focus.
 */
(function () {
  "use strict";

  var WAIT_MS = 120;
  var dialog = document.getElementById("jump");
  if (!dialog || !dialog.showModal) { return; }
  // Django admin hides its footer, and with it whatever stands there.
  document.body.appendChild(dialog);
  var field = document.getElementById("jump-text");
  var list = document.getElementById("jump-found");
  var status = document.getElementById("jump-status");
  var asked = 0;
  var shown = "";
  var going = false;
  var timer = null;

  function open(event) {
    event.preventDefault();
    if (dialog.open) { return; }
    going = false;
    dialog.showModal();
    field.select();
  }

  function typing(element) {
    return element.matches("input, textarea, select, [contenteditable]");
  }

  function find() {
    var text = field.value.trim();
    var order = (asked += 1);
    fetch(dialog.dataset.address + "?q=" + encodeURIComponent(text), {
      headers: { "X-Desk-Jump": "1" },
      redirect: "error",
    }).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer.status);
    }).then(function (html) {
      if (order !== asked) { return; }
      list.innerHTML = html;
      shown = text;
      var links = list.querySelectorAll("a").length;
      status.textContent = links ? links + (links === 1 ? " found" : " found, best first") : "";
      if (going) { go(); }
    }).catch(function () {
      if (order === asked) { status.textContent = "The desk does not answer: nothing was found out."; }
    });
  }

  function soon() {
    going = false;
    clearTimeout(timer);
    timer = setTimeout(find, WAIT_MS);
  }

  function go() {
    // Enter before the answer came goes as soon as it is there, and never to what an earlier text found.
    if (shown !== field.value.trim()) {
      going = true;
      return;
    }
    going = false;
    var first = list.querySelector("a");
    if (first) { first.click(); }
  }

  function move(by) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement) + by;
    (at < 0 || !links.length ? field : links[Math.min(at, links.length - 1)]).focus();
  }

  document.addEventListener("keydown", function (event) {
    var plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    var known = event.key === "k" && (event.ctrlKey || event.metaKey);
    if ((plain && !typing(event.target)) || known) { open(event); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-jump]")) { open(event); }
    // A click beside the dialog is on the dialog itself: its ground.
    if (event.target === dialog) { dialog.close(); }
  });
  dialog.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  });
  dialog.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
    go();
  });
  field.addEventListener("input", soon);
})();
