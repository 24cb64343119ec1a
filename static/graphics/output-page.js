/*
 * An output's page: it connects by itself, shows what the desk says is on, and says how it fares.
 *
 * Owns the heartbeat. Refuses to reload itself: where the desk serves other scripts by now it says so, and
 * a person decides. What comes first after the line was lost is drawn at rest, never brought in again.
 */
(function () {
  "use strict";

  const BEAT_MS = 3000;
  const TOGETHER_MS = 40;
  const data = document.documentElement.dataset;
  const preview = data.bus === "preview";
  const layers = new window.DeskLayers(document.body, { fonts: data.fonts }, soon);
  const link = new window.DeskLink(address(), heard);
  const key = named();

  let act = 0;
  let outdated = false;
  let changed = false;
  let lost = {};
  let timer = null;

  function address() {
    const found = new URL(data.socket, location.href);
    found.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return found.href;
  }

  /** The page's own name, the same after a reload: it is one page to the operator. */
  function named() {
    const fresh = Math.random().toString(36).slice(2) + Date.now().toString(36);
    try {
      const place = "desk-page " + location.pathname;
      sessionStorage.setItem(place, sessionStorage.getItem(place) || fresh);
      return sessionStorage.getItem(place);
    } catch (error) {
      return fresh;
    }
  }

  function heard(frame, first) {
    if (!frame.layers) {
      return;
    }
    outdated = frame.version !== data.version;
    layers.show(frame, first || preview);
    act = frame.act;
    soon();
  }

  /** One heartbeat for all that changes together. */
  function soon() {
    changed = true;
    if (timer === null) {
      timer = setTimeout(beat, TOGETHER_MS);
    }
  }

  function beat() {
    clearTimeout(timer);
    timer = null;
    // Measured where nobody waits for it, a take must not; and again once the typeface has come.
    if (preview && changed) {
      lost = layers.lost();
    }
    changed = false;
    const states = layers.states();
    if (outdated) {
      states.outdated = true;
    }
    if (Object.keys(lost).length) {
      states.lost = lost;
    }
    if (window.top !== window.self) {
      states.monitor = true;
    }
    link.say({ beat: { key: key, version: data.version, act: act, states: states } });
  }

  link.opened = beat;
  setInterval(beat, BEAT_MS);
  link.start();
})();
