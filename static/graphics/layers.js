/*
 * What stands on an output, layer by layer, made equal to what the desk says.
 *
 * Owns the order of the layers and the way from one state to the next: another cue plays, other values of
 * the same cue change in place, what is gone is taken off. A number that is taken twice does not come in
 * twice. Refuses to let a fault reach the picture: a graphic that fails is blank, and says so.
 */
(function (scope) {
  "use strict";

  // From the back to the front; the test card covers all of them.
  const LAYERS = ["full", "lower-third", "ticker", "bug", "card"];

  class DeskLayer {
    constructor(root, options, changed) {
      this.root = root;
      this.options = options;
      this.changed = changed;
      this.cue = null;
      this.graphic = null;
      this.state = "off";
      this.leaving = 0;
      this.lost = [];
    }

    /** Shows what the desk wants here, or nothing. `settled`: as it will look at rest, without moving. */
    show(wanted, settled) {
      if (!wanted) {
        return this.cue && this.off(settled);
      }
      const same = this.cue && this.cue.cue === wanted.cue && this.cue.graphic === wanted.graphic;
      const failed = this.state === "error" && this.cue && this.cue.digest !== wanted.digest;
      const before = this.cue;
      this.cue = wanted;
      if (!same || failed) {
        return this.play(wanted, settled);
      }
      return this.graphic && this.guarded(this.graphic, () => this.change(before, wanted, settled));
    }

    play(wanted, settled) {
      this.leave(settled);
      this.tell("loaded");
      const graphic = this.made(wanted.graphic);
      if (!graphic) {
        return undefined;
      }
      return this.guarded(graphic, () => {
        const ready = graphic.load(wanted.values);
        this.tell("playing");
        return ready.then(() => this.enter(graphic, settled));
      });
    }

    made(name) {
      try {
        this.graphic = new scope.DeskGraphics[name](this.root, this.options);
      } catch (error) {
        this.failed(null, error);
      }
      return this.graphic;
    }

    enter(graphic, settled) {
      if (graphic !== this.graphic) {
        return undefined;
      }
      // Steps and values may have moved on while the typeface was loading.
      return settled ? graphic.settle(this.cue.step) : graphic.play({ step: this.cue.step });
    }

    change(before, wanted, settled) {
      const acts = [];
      // A ticker alone may be told to change what is being read.
      if (Number(before.at_once || 0) !== Number(wanted.at_once || 0) && this.graphic.correctNow) {
        acts.push(this.graphic.correctNow(whole(before.values, wanted.values)));
      } else if (before.digest !== wanted.digest) {
        acts.push(this.graphic.update(whole(before.values, wanted.values), { settled: settled }));
      }
      if (Number(before.step) !== Number(wanted.step)) {
        acts.push(this.graphic.play({ step: wanted.step, settled: settled }));
      }
      return Promise.all(acts);
    }

    off(settled) {
      this.cue = null;
      this.leave(settled);
      this.tell("leaving");
      this.emptied();
    }

    /** What stands leaves by itself while the next one comes in. */
    leave(settled) {
      const graphic = this.graphic;
      this.graphic = null;
      this.lost = [];
      if (graphic) {
        this.leaving += 1;
        const gone = () => attempt(() => graphic.dispose());
        const left = () => {
          this.leaving -= 1;
          this.emptied();
        };
        attempt(() => graphic.stop({ settled: settled })).then(gone, gone).then(left, left);
      }
    }

    /** Off is confirmed once nothing is left, and not when it was asked for: out again and again has several to see off. */
    emptied() {
      if (this.state === "leaving" && this.leaving === 0) {
        this.tell("off");
      }
    }

    guarded(graphic, act) {
      return attempt(act).then(
        () => graphic === this.graphic && this.tell("on"),
        (error) => this.failed(graphic, error)
      );
    }

    failed(graphic, error) {
      console.error("A graphic could not be drawn", error);
      attempt(() => graphic && graphic.dispose()).catch(() => undefined);
      if (graphic === this.graphic) {
        this.graphic = null;
        this.tell("error");
      }
    }

    /** Measures whether all text fits; where it does not, which fields. Before it is on the typeface may be another. */
    measure() {
      try {
        this.lost = this.graphic && this.state === "on" ? this.graphic.fits(this.cue.values) : [];
      } catch (error) {
        this.lost = [];
      }
    }

    tell(state) {
      this.state = state;
      this.changed();
    }
  }

  class DeskLayers {
    constructor(root, options, changed) {
      this.all = {};
      LAYERS.forEach((name) => {
        this.all[name] = new DeskLayer(root.appendChild(document.createElement("div")), options, changed);
      });
    }

    /** Makes every layer what a frame says. */
    show(frame, settled) {
      const wanted = Object.assign({}, frame.layers, frame.test_card ? { card: card(frame) } : {});
      LAYERS.forEach((name) => this.all[name].show(wanted[name], settled));
    }

    /** For every layer that is not off, its state. */
    states() {
      const told = {};
      LAYERS.filter((name) => this.all[name].state !== "off").forEach((name) => {
        told[name] = this.all[name].state;
      });
      return told;
    }

    /** For every layer whose text does not fit, which fields. */
    lost() {
      const told = {};
      LAYERS.forEach((name) => {
        this.all[name].measure();
        if (this.all[name].lost.length) {
          told[name] = this.all[name].lost;
        }
      });
      return told;
    }
  }

  function card(frame) {
    const given = { name: frame.name, format: frame.format, rehearsal: frame.rehearsal };
    return { cue: "card", graphic: "test-card", values: given, digest: JSON.stringify(given), step: 0 };
  }

  /** The new values, with what the old ones had and they have not made empty: an update merges. */
  function whole(before, after) {
    const given = {};
    Object.keys(before).forEach((name) => {
      given[name] = "";
    });
    return Object.assign(given, after);
  }

  function attempt(act) {
    return new Promise((resolve) => resolve(act()));
  }

  scope.DeskLayers = DeskLayers;
})(window);
