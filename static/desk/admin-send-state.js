/* What the save bar says about sending. Owns the words, the button's name and the countdown. */
window.deskSendState = (function () {
  "use strict";

  var drafts = window.deskDrafts;
  var timer = null;
  var label = "";

  function save() { return document.getElementById("save"); }

  function bar() {
    var there = document.getElementById("send-state");
    if (there || !save()) { return there; }
    var made = document.createElement("div");
    made.id = "send-state";
    // Only the words are read out: a countdown would be read out every second.
    made.innerHTML = '<p class="send-words" role="status"></p><p class="send-countdown" hidden><span></span> <button type="button" class="button quiet">Not now</button></p>';
    made.querySelector("button").addEventListener("click", stop);
    save().closest(".save-bar").prepend(made);
    return made;
  }

  function stop() {
    clearInterval(timer);
    bar().querySelector(".send-countdown").hidden = true;
  }

  function say(words, mood) {
    stop();
    bar().querySelectorAll(".send-more").forEach(function (way) { way.remove(); });
    bar().className = "send-" + (mood || "wrong");
    bar().querySelector(".send-words").replaceChildren(words);
    save().textContent = label;
    save().removeAttribute("aria-disabled");
  }

  function remember() {
    if (!save()) { return; }
    label = save().textContent.trim();
    bar();
  }

  function kept() {
    if (!drafts.lasts()) { return "Leave this page open: this browser keeps nothing."; }
    var here = window.matchMedia("(pointer: coarse)").matches ? "phone" : "computer";
    var form = document.getElementById("declaration");
    return "It is kept on this " + here + "." + (window.deskFields.photographed(form) ? " The photograph is not: leave this page open." : "");
  }

  function sending() {
    say("Sending…", "busy");
    save().textContent = "Sending…";
    save().setAttribute("aria-disabled", "true");
  }

  function progress(event) {
    // Figures go in one piece; a photograph does not.
    if (event.lengthComputable && event.loaded < event.total) {
      bar().querySelector(".send-words").textContent = "Sending… " + Math.floor(100 * event.loaded / event.total) + " %";
    }
  }

  function notSent(why, wasSave, sendBare) {
    say((wasSave ? "Not sent yet: " : "No answer: ") + why + (/[.?!]$/.test(why) ? " " : ". ") + kept());
    if (!wasSave) { return; }
    save().textContent = "Send again";
    if (window.deskFields.photographed(document.getElementById("declaration"))) { offerBare(sendBare); }
  }

  function offerBare(sendBare) {
    // Figures are a thousandth of a photograph, and what the night waits for.
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button send-more";
    button.textContent = "Send without the photograph";
    button.addEventListener("click", sendBare);
    bar().append(button);
  }

  function countdown(seconds, act) {
    var left = seconds;
    var line = bar().querySelector(".send-countdown");
    function tell() { line.firstElementChild.textContent = "Sends again by itself in " + left + " s."; }
    stop();
    tell();
    line.hidden = false;
    timer = setInterval(function () {
      left -= 1;
      tell();
      if (left <= 0) { stop(); act(); }
    }, 1000);
  }

  function signedOut() {
    var form = document.getElementById("declaration");
    var apart = !drafts.lasts() || window.deskFields.photographed(form);
    say("You were signed out. What you typed is kept: sign in again" + (apart ? " in another tab, then come back here and send it." : "."));
    var link = document.createElement("a");
    link.className = "button send-more";
    // The form's own address asks whoever is signed out to sign in, and leads back here.
    link.href = form.getAttribute("action");
    link.textContent = "Sign in again";
    if (apart) { link.target = "_blank"; }
    bar().append(link);
  }

  document.addEventListener("desk:form", remember);
  remember();

  return {
    arrived: function () { say("It has arrived.", "good"); },
    changed: function () { say("Not sent yet, and changed since: press " + label + "."); },
    countdown: countdown,
    notSent: notSent,
    progress: progress,
    say: say,
    sending: sending,
    signedOut: signedOut,
  };
})();
