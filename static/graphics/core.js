/*
 * A graphic on the 1920 × 1080 frame, whatever shows it: load, play, update, next, stop.
 *
 * Owns what is on and at which step, and the way in and out. Knows no network, no framework and no
 * document but its root: it works in a closed shadow root as in a page. Refuses to paint before it is
 * played, to move in again on an update, and to leave a pixel behind once it is off.
 *
 * Loaded as classic scripts, in this order: values, text, motion, paper, pieces, core, then any
 * graphics. Each graphic puts its class into `DeskGraphics` under its name.
 */
(function (scope) {
  "use strict";

  const OFF = -1;
  const values = scope.DeskValues;

  scope.DeskGraphics = scope.DeskGraphics || {};

  class DeskGraphic {
    /**
     * `root`: an element or a shadow root. `options`: `fonts`, the address of the typeface's folder or
     * file; `prefersSettled`, never to animate.
     */
    constructor(root, options) {
      this.options = options || {};
      this.values = {};
      this.step = OFF;
      this.shown = null;
      this.leaving = null;
      this.entered = 0;
      this.loaded = null;
      this.ready = false;
      this.turn = 0;
      this.motion = new scope.DeskMotion();
      this.stage = root.appendChild(newStage());
    }

    /** How many steps there are: next() after the last one takes the graphic off. */
    get stepCount() {
      return 1;
    }

    get on() {
      return this.step !== OFF;
    }

    /**
     * Takes data as the whole state and resolves once the graphic is ready to play. Paints nothing;
     * where the graphic is on, what is shown changes in place. Data that cannot be read is left.
     */
    load(data) {
      const taken = this.read(data);
      if (taken) {
        this.take(taken);
      }
      this.loaded = scope.DeskText.face(this.options.fonts).then(() => {
        this.ready = true;
      });
      return this.loaded.then(() => (taken && this.on && this.shown ? this.redraw() : undefined));
    }

    /** Brings the graphic in, or to a step where it is on. `how`: {step, settled}. Resolves with the step. */
    play(how) {
      const wanted = how || {};
      const step = this.within(wanted.step === undefined ? Math.max(this.step, 0) : Number(wanted.step));
      if (step === this.step) {
        return this.act(() => (this.shown ? undefined : this.enter(wanted.settled)));
      }
      this.step = step;
      return this.act(() => this.show(wanted.settled));
    }

    /** Merges data into the state. On air it changes in place; before play it paints nothing. */
    update(data, how) {
      const taken = this.read(data);
      if (!taken || this.gone) {
        return Promise.resolve(this.step);
      }
      this.take(Object.assign({}, this.values, taken));
      return this.on && this.shown ? this.act(() => this.redraw(how && how.settled)) : Promise.resolve(this.step);
    }

    /** One step on; off after the last one. Resolves with the step, or -1 where it is off. */
    next(how) {
      return this.step + 1 >= this.stepCount ? this.stop(how) : this.play(Object.assign({}, how, { step: this.step + 1 }));
    }

    /** Takes the graphic off. May come twice, and in the middle of anything. */
    stop(how) {
      if (!this.on) {
        return this.leaving || Promise.resolve(OFF);
      }
      this.step = OFF;
      return this.act(() => this.leave(how && how.settled));
    }

    /** Draws the graphic as on air, at rest, without moving: what a page does that connects again. */
    settle(step) {
      this.step = this.within(Number(step) || 0);
      return this.act(() => this.enter(true));
    }

    /** Leaves nothing in the root. May come twice. */
    dispose() {
      this.gone = true;
      this.step = OFF;
      this.turn += 1;
      this.clear();
      this.stage.remove();
    }

    /** The fields whose text would have to be cut with these values, over all steps. */
    fits(data) {
      const held = this.values;
      const lost = [];
      this.values = this.read(data) || {};
      for (let step = 0; step < this.stepCount; step += 1) {
        lost.push(...this.drawn(this.values, step).sheet.lost);
      }
      this.values = held;
      return Array.from(new Set(lost));
    }

    /** For a graphic to say: draws these values at a step on a paper. */
    draw() {}

    /** For a graphic that moves by itself: starts on what was just put up, and stops. */
    alive() {}
    still() {}

    take(taken) {
      this.values = taken;
      this.step = this.on ? this.within(this.step) : OFF;
    }

    read(data) {
      const taken = values.take(data);
      if (!taken) {
        console.error("These values cannot be read; the last ones stay");
      }
      return taken;
    }

    within(step) {
      return Math.min(Math.max(Math.floor(step) || 0, 0), this.stepCount - 1);
    }

    /** Paints once the typeface is there, unless another act came meanwhile; resolves with the step. */
    act(paint) {
      if (this.gone) {
        return Promise.resolve(OFF);
      }
      this.turn += 1;
      const turn = this.turn;
      const painted = new Promise((resolve) => {
        resolve(this.ready ? paint() : (this.loaded || this.load({})).then(() => turn === this.turn ? paint() : undefined));
      });
      return painted.then(() => this.step, (error) => this.failed(error));
    }

    /** What cannot be drawn leaves the last picture, or nothing: never half of one. */
    failed(error) {
      this.step = this.shown ? this.step : OFF;
      throw error;
    }

    show(settled) {
      return this.shown && !this.leaving ? this.change(settled) : this.enter(settled);
    }

    drawn(given, step) {
      const paper = scope.DeskPaper.layer();
      this.draw(paper, given, step);
      return paper;
    }

    enter(settled) {
      const paper = this.drawn(this.values, Math.max(this.step, 0));
      this.clear();
      this.put(paper);
      this.entered = this.quiet(settled) ? -Infinity : performance.now();
      return this.quiet(settled) ? undefined : this.motion.enter(paper.sheet.parts);
    }

    redraw(settled) {
      const elapsed = performance.now() - this.entered;
      if (elapsed >= scope.DeskMotion.IN_MS) {
        return this.change(settled);
      }
      // On its way in: the new figures go on from where the old ones were.
      const paper = this.drawn(this.values, this.step);
      this.clear();
      this.put(paper);
      return this.quiet(settled) ? undefined : this.motion.enter(paper.sheet.parts, elapsed);
    }

    /** The new picture fades in over the old one, once and slowly: no flash, whatever comes how often. */
    change(settled) {
      const paper = this.drawn(this.values, this.step);
      const before = this.shown;
      this.motion.cancel();
      this.put(paper);
      if (this.quiet(settled)) {
        before.element.remove();
        return undefined;
      }
      return this.motion.fade(paper.element, 0, 1).then(() => before.element.remove());
    }

    quiet(settled) {
      return Boolean(settled || this.options.prefersSettled);
    }

    put(paper) {
      this.still();
      this.shown = paper;
      this.stage.appendChild(paper.element);
      this.alive(paper);
    }

    leave(settled) {
      if (!this.shown || this.quiet(settled)) {
        return this.clear();
      }
      const turn = this.turn;
      const from = getComputedStyle(this.stage).opacity;
      const away = this.motion.leave(this.shown.sheet.parts);
      this.stage.style.opacity = "0";
      this.leaving = Promise.all([away, this.motion.fade(this.stage, from, 0)]).then(() => {
        if (turn === this.turn) {
          this.clear();
        }
        return OFF;
      });
      return this.leaving;
    }

    clear() {
      this.still();
      this.motion.cancel();
      this.stage.textContent = "";
      this.stage.style.opacity = "1";
      this.shown = null;
      this.leaving = null;
    }
  }

  function newStage() {
    const stage = document.createElement("div");
    const style = stage.style;
    style.cssText =
      "all:initial;display:block;position:absolute;left:0;top:0;width:1920px;height:1080px;overflow:hidden;pointer-events:none";
    scope.DeskText.dress(style);
    return stage;
  }

  scope.DeskGraphic = DeskGraphic;
})(window);
