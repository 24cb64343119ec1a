/* Sends the declaration form on a bad network, and says what became of it.

   Owns the road from the press of save to an answer: one request at a time, under the key of the form,
   so that whatever is sent twice arrives once. What has no answer is sent again: by her, or by itself
   while she leaves the form as it was. Refuses to know what an answer means for the count: the desk
   writes that. Without this file the browser sends the form. */
(function () {
  "use strict";

  var drafts = window.deskDrafts;
  // Without a sign of life for so long there is no connection, whatever the browser believes.
  var SILENCE_MS = 15000;
  var WAITS_S = [5, 10, 20, 40, 60];
  var AFTER_ONLINE_S = 3;
  var NO_CONNECTION = "no connection";

  var state = window.deskSendState;
  var sending = null;
  var losses = 0;
  // The button whose press has no answer; nothing is sent by itself but a save.
  var lost = null;

  function form() { return document.getElementById("declaration"); }

  function isSave(button) { return !button || !button.name; }

  function send(button, renewed, bare) {
    if (sending) { return; }
    lost = null;
    if (isSave(button)) { drafts.trying(form()); }
    state.sending();
    sending = request("POST", function (xhr) {
      sending = null;
      answered(xhr, button, renewed, bare);
    }, function (why) {
      sending = null;
      unanswered(why, button);
    });
    sending.setRequestHeader("X-Desk-Send", "1");
    sending.send(filledIn(button, bare));
  }

  function filledIn(button, bare) {
    var data = new FormData(form());
    if (bare) { form().querySelectorAll("input[type=file]").forEach(function (field) { data.delete(field.name); }); }
    if (button && button.name) { data.append(button.name, button.value); }
    window.deskFields.ticks().forEach(function (tick) { data.append("checked", tick); });
    return data;
  }

  function request(method, heard, unheard) {
    var xhr = new XMLHttpRequest();
    var silence = null;
    function alive() {
      clearTimeout(silence);
      silence = setTimeout(function () { xhr.abort(); unheard("no answer in " + SILENCE_MS / 1000 + " seconds"); }, SILENCE_MS);
    }
    xhr.open(method, form().getAttribute("action"));
    xhr.responseType = "document";
    xhr.onload = function () { clearTimeout(silence); heard(xhr); };
    xhr.onerror = function () { clearTimeout(silence); unheard(NO_CONNECTION); };
    // A photograph on a thin line takes its time: each piece of it is a sign of life.
    xhr.upload.onprogress = function (event) { alive(); state.progress(event); };
    xhr.onprogress = alive;
    alive();
    return xhr;
  }

  /* --- answers --- */

  function answered(xhr, button, renewed, bare) {
    var page = xhr.response;
    var saved = xhr.getResponseHeader("X-Desk-Saved");
    if (xhr.status === 204 && saved) { return arrived(saved); }
    if (page && page.getElementById("id_password")) { return state.signedOut(); }
    if (xhr.status === 403) { return refusedAtTheDoor(page, button, renewed, bare); }
    if (xhr.status === 400 && leadOf(page)) { return state.say("Not sent: " + leadOf(page)); }
    if (xhr.status === 413) { return state.say("Not sent: " + (leadOf(page) || "the photograph is too large. Choose a smaller one, or leave it out.")); }
    if (xhr.status === 200 && page && page.getElementById("content-main")) { return cameBack(page); }
    if (xhr.status === 503 && page && page.querySelector(".lead")) { return unanswered(wordsOf(page), button); }
    unanswered(xhr.status === 200 ? "something else than the desk answered. Does this network want you to sign in?" : "the desk could not answer (" + xhr.status + ")", button);
  }

  function arrived(saved) {
    drafts.drop(drafts.nameFor(form()));
    state.arrived();
    window.location.assign(saved);
  }

  function cameBack(page) {
    drafts.answered(form());
    losses = 0;
    page.querySelectorAll("noscript").forEach(function (element) { element.remove(); });
    document.querySelectorAll(".messagelist").forEach(function (element) { element.remove(); });
    var messages = page.querySelector(".messagelist");
    if (messages) { document.getElementById("content").before(document.importNode(messages, true)); }
    var content = document.importNode(page.getElementById("content-main"), true);
    document.getElementById("content-main").replaceWith(content);
    document.title = page.title;
    if (window.htmx) { window.htmx.process(content); }
    document.dispatchEvent(new CustomEvent("desk:form"));
  }

  function refusedAtTheDoor(page, button, renewed, bare) {
    if (renewed) { return state.say("Not sent: " + wordsOf(page)); }
    // Signing in again, in another tab, leaves this form with a token that holds no longer.
    sending = request("GET", function (xhr) {
      sending = null;
      withToken(xhr.response, button, bare);
    }, function (why) {
      sending = null;
      unanswered(why, button);
    });
    sending.send();
  }

  function leadOf(page) {
    var lead = page && page.querySelector(".lead");
    return lead ? lead.textContent.trim() : "";
  }

  function wordsOf(page) {
    return leadOf(page) || "the page has changed since it was opened. Open it again: what you typed is kept.";
  }

  function withToken(page, button, bare) {
    if (page && page.getElementById("id_password")) { return state.signedOut(); }
    var fresh = page && page.getElementById("declaration");
    // No part in the count any more, or another's figures wait there since.
    if (!fresh) { return state.say("Not sent: " + wordsOf(page)); }
    if (person(fresh) !== person(form())) { return state.say("Not sent: " + nameOn(page) + " is signed in here now. What you typed is kept for you: sign in as yourself, and open this form again."); }
    token(form()).value = token(fresh).value;
    send(button, true, bare);
  }

  function nameOn(page) {
    var name = page.querySelector("#user-tools strong");
    return name ? name.textContent.trim() : "somebody else";
  }

  function person(declaration) { return declaration.dataset.draft.split(":")[0]; }

  function token(declaration) { return declaration.elements.namedItem("csrfmiddlewaretoken"); }

  /* --- no answer --- */

  function unanswered(why, button) {
    losses += 1;
    lost = { button: button };
    state.notSent(why, isSave(button), function () { send(button, false, true); });
    if (isSave(button) && navigator.onLine) { count(WAITS_S[Math.min(losses, WAITS_S.length) - 1]); }
  }

  function count(seconds) {
    state.countdown(seconds, function () { send(lost.button); });
  }

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (event.target !== form() || (button && button.hasAttribute("formaction"))) { return; }
    event.preventDefault();
    send(button);
  });
  window.addEventListener("online", function () {
    if (lost && isSave(lost.button)) { count(AFTER_ONLINE_S); }
  });
  document.addEventListener("input", function (event) {
    // Whoever goes on typing sends it herself, when she is done.
    if (!lost || event.target.form !== form()) { return; }
    lost = null;
    losses = 0;
    state.changed();
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    // A page of the desk's where a fragment was asked for: it is the one to sign in on.
    var xhr = event.detail.xhr;
    if (!form() || xhr.responseText.indexOf('id="id_password"') < 0) { return; }
    event.detail.shouldSwap = false;
    if (!sending) { state.signedOut(); }
  });
})();
