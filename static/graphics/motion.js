/*
 * Movement in frames of 50 a second: in over 12, out over 10, by transforms and opacity only.
 *
 * Owns every animation that runs and every promise that waits for one. An animation never says how
 * something rests: it ends on the styles that are there anyway, so that what was animated in equals
 * what was drawn settled. Nothing is left behind once it is over or cancelled.
 */
(function (scope) {
  "use strict";

  const FRAME_MS = 20;
  const IN_FRAMES = 12;
  const OUT_FRAMES = 10;
  const GRACE_MS = 400;
  const SOFTLY = "cubic-bezier(0.22, 0.7, 0.2, 1)";
  const AWAY = "cubic-bezier(0.5, 0, 0.8, 0.4)";

  // Where a part comes from, by how it enters.
  const HIDDEN = {
    wipe: { transform: "translateX(-101%)" },
    back: { transform: "translateX(101%)" },
    rise: { transform: "translateY(101%)" },
    drop: { transform: "translateY(-101%)" },
    grow: { transform: "scaleX(0)" },
    fade: { opacity: 0 },
  };
  const RESTING = { transform: "none", opacity: 1 };

  class DeskMotion {
    constructor() {
      this.running = new Set();
    }

    /** Runs keyframes on an element; resolves once they are over, also where they were cancelled. */
    run(element, keyframes, timing) {
      const running = this.running;
      return new Promise((resolve) => {
        const animation = element.animate(keyframes, timing);
        const whole = timing.delay + timing.duration;
        const held = { end: end };
        // A page that draws no frames (hidden, or an old player starved) tells of no finish.
        const timer = setTimeout(end, Math.max(whole, 0) + GRACE_MS);
        function end() {
          clearTimeout(timer);
          running.delete(held);
          animation.onfinish = null;
          animation.cancel();
          resolve();
        }
        animation.onfinish = end;
        running.add(held);
      });
    }

    /** Brings parts in; `elapsed` milliseconds of it are taken as over. */
    enter(parts, elapsed) {
      return Promise.all(parts.map((part) => this.run(part.element, entering(part), timed(part, elapsed || 0))));
    }

    /** Takes parts away from wherever they are now. */
    leave(parts) {
      const now = parts.map((part) => ({ part: part, from: pose(part) }));
      this.cancel();
      return Promise.all(now.map((one) => this.run(one.part.element, [one.from, HIDDEN[one.part.enter]], outward())));
    }

    fade(element, from, to) {
      return this.run(element, [{ opacity: from }, { opacity: to }], outward("ease-in-out"));
    }

    cancel() {
      for (const held of Array.from(this.running)) {
        held.end();
      }
    }
  }

  function entering(part) {
    const hidden = HIDDEN[part.enter];
    const name = Object.keys(hidden)[0];
    return [hidden, { [name]: RESTING[name] }];
  }

  /** Every part is home by the twelfth frame, whatever it asked for. */
  function timed(part, elapsed) {
    const at = Math.min(part.at || 0, IN_FRAMES - 4);
    const length = Math.min(part.frames || IN_FRAMES, IN_FRAMES - at);
    return {
      delay: at * FRAME_MS - elapsed,
      duration: length * FRAME_MS,
      easing: SOFTLY,
      fill: "backwards",
    };
  }

  function outward(easing) {
    return { delay: 0, duration: OUT_FRAMES * FRAME_MS, easing: easing || AWAY, fill: "both" };
  }

  function pose(part) {
    const name = Object.keys(HIDDEN[part.enter])[0];
    return { [name]: getComputedStyle(part.element)[name] };
  }

  DeskMotion.IN_MS = IN_FRAMES * FRAME_MS;
  DeskMotion.OUT_MS = OUT_FRAMES * FRAME_MS;
  scope.DeskMotion = DeskMotion;
})(window);
