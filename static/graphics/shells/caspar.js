/*
 * A graphic as an HTML template of CasparCG or SPX: update, play, next and stop on the window.
 *
 * Owns what was sent so far: an update merges into it. Refuses to paint before it is played, to move in
 * again on an update, to lose the last state to data it cannot read, and to throw at its host. Reads
 * which graphic it is from the page, and which fields from `DeskFields`.
 */
(function (scope) {
  "use strict";

  const TYPEFACE = "fonts/Inter.ttf";

  const held = {};
  const fields = scope.DeskFields || [];
  const graphic = begin();

  function begin() {
    const body = document.body;
    body.style.margin = "0";
    body.style.overflow = "hidden";
    body.style.background = "transparent";
    const made = new scope.DeskGraphics[body.getAttribute("data-graphic")](body, { fonts: TYPEFACE });
    made.load({});
    return made;
  }

  /** Takes text into what is held, or answers false and leaves it. */
  function taken(text) {
    const raw = scope.DeskFlat.read(text);
    if (raw === null) {
      console.error("These values cannot be read; the last ones stay");
      return false;
    }
    Object.assign(held, raw);
    return true;
  }

  function now() {
    return scope.DeskFlat.values(held, fields);
  }

  function quietly(act) {
    try {
      Promise.resolve(act()).catch(told);
    } catch (error) {
      told(error);
    }
  }

  function told(error) {
    console.error("The graphic could not be drawn", error);
  }

  scope.update = function (text) {
    quietly(() => (taken(text) ? graphic.update(now()) : undefined));
  };

  scope.play = function () {
    quietly(() => graphic.play());
  };

  scope.next = function () {
    quietly(() => graphic.next());
  };

  scope.stop = function () {
    quietly(() => graphic.stop());
  };

  /** For a ticker: puts right what is on screen at once, with what was sent last. */
  scope.correctNow = function () {
    quietly(() => (graphic.correctNow ? graphic.correctNow(now()) : undefined));
  };
})(window);
