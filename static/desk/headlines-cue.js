/*
 * What calls a producer's eye: a line that is new and stronger than she chose, by a band and, if she wants, a tone.
 *
 * The band fades in once, slowly, and out: nothing on the desk flashes. The tone is off until somebody asks
 * for it, and browsers want a press before they play one. What she chose is kept on this machine.
 */
(function () {
  "use strict";

  var SHOWN_MS = 12000;
  var NEVER = 101;
  var threshold = document.getElementById("desk-threshold");
  var sound = document.getElementById("desk-sound");
  var band = document.getElementById("desk-cue");
  var said = document.getElementById("desk-said");
  var known = {};
  var first = true;
  var audio = null;
  var timer = null;
  if (!threshold) {
    return;
  }

  function kept(name, value) {
    try {
      if (value !== undefined) { localStorage.setItem("desk-" + name, value); }
      return localStorage.getItem("desk-" + name);
    } catch (error) {
      return null;
    }
  }

  document.addEventListener("desk:lines", function (event) {
    var from = Number(threshold.value);
    var crossed = event.detail.filter(function (line) {
      return line.strength >= from && !(known[line.key] >= from);
    });
    event.detail.forEach(function (line) { known[line.key] = line.strength; });
    if (!first && crossed.length && from < NEVER) {
      call(crossed.sort(function (a, b) { return b.strength - a.strength; }));
    }
    first = false;
  });

  function call(lines) {
    var more = lines.length > 1 ? ", and " + (lines.length - 1) + " more" : "";
    band.textContent = lines[0].words + more;
    band.classList.remove("is-on");
    void band.offsetWidth;
    band.classList.add("is-on");
    said.dataset.kind = "cue";
    said.textContent = "New: " + lines[0].words + more;
    clearTimeout(timer);
    timer = setTimeout(function () {
      band.classList.remove("is-on");
      band.textContent = "";
    }, SHOWN_MS);
    play();
  }

  /* --- the tone --- */

  function play() {
    if (!audio || audio.state !== "running" || sound.getAttribute("aria-pressed") !== "true") {
      return;
    }
    note(523.25, 0);
    note(783.99, 0.16);
  }

  function note(pitch, after) {
    var at = audio.currentTime + after;
    var tone = audio.createOscillator();
    var loud = audio.createGain();
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(0.16, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.45);
    tone.connect(loud).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.5);
  }

  function show(state) {
    sound.setAttribute("aria-pressed", String(state === "on"));
    sound.textContent = { on: "Sound on", off: "Sound off", asks: "Sound: press to allow" }[state];
  }

  function turnOn() {
    var Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) {
      said.textContent = "This browser plays no tone.";
      return;
    }
    audio = audio || new Context();
    audio.resume().then(function () {
      show("on");
      kept("sound", "on");
      play();
    });
  }

  sound.addEventListener("click", function () {
    if (sound.getAttribute("aria-pressed") === "true") {
      show("off");
      kept("sound", "off");
      return;
    }
    turnOn();
  });

  threshold.addEventListener("change", function () { kept("threshold", threshold.value); });
  threshold.value = kept("threshold") || "70";
  if (!threshold.value) { threshold.value = "70"; }
  show(kept("sound") === "on" ? "asks" : "off");
})();
