/*
 * The ticker: one item at a time, in a loop; a new one enters at the tail.
 *
 * Owns what waits and what is on screen. Refuses to change or take away an item while it is on screen,
 * unless it is told to correct now: what a viewer is reading stays as it is until its turn is over.
 */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const MOST = 60;
  const PLATE = { x: pieces.LEFT, y: 950, w: pieces.WIDE, h: 76 };
  const LABEL = 224;
  const SLOT = { x: PLATE.x + LABEL, y: PLATE.y, w: PLATE.w - LABEL, h: PLATE.h };
  const SHORTEST_MS = 4500;
  const A_LETTER_MS = 45;
  const TURN = { delay: 0, duration: 12 * 20, easing: "cubic-bezier(0.22, 0.7, 0.2, 1)", fill: "both" };

  class Ticker extends scope.DeskGraphic {
    constructor(root, options) {
      super(root, options);
      this.queue = [];
      this.item = null;
      this.timer = null;
    }

    /** What it holds: the item on screen, as it is there, and the ids of all in their order. */
    get held() {
      return { item: this.item, queue: this.queue.map(idOf) };
    }

    /** Takes data, and puts what is on screen right at once, or takes it away where it is gone. */
    correctNow(data) {
      const taken = this.read(data);
      if (taken) {
        this.take(Object.assign({}, this.values, taken));
        this.item = this.queue.find((one) => idOf(one) === idOf(this.item)) || this.queue[0] || null;
      }
      return taken && this.on && this.shown ? this.act(() => super.redraw()) : Promise.resolve(this.step);
    }

    fits(data) {
      const given = this.read(data) || {};
      const lost = super.fits(given);
      values.list(given.items, MOST).forEach((item, at) => {
        const paper = scope.DeskPaper.layer();
        story(paper, item, "items." + at);
        lost.push(...paper.sheet.lost);
      });
      return Array.from(new Set(lost));
    }

    draw(paper, given) {
      const plate = paper.box(Object.assign({ fill: INKS.plate, enter: "rise" }, PLATE));
      label(plate, given);
      paper.slot = plate.box(Object.assign({ clip: true }, SLOT));
      paper.story = paper.slot.box(Object.assign({}, SLOT));
      if (this.item) {
        story(paper.story, this.item);
      }
      pieces.watermark(plate, given, SLOT);
    }

    /** Those it has keep their order, with what is new in them; others enter at the tail. */
    take(taken) {
      const items = values.list(taken.items, MOST);
      const given = new Map(items.map((item) => [idOf(item), item]));
      const staying = this.queue.map(idOf).filter((id) => given.has(id));
      const known = new Set(staying);
      const entering = items.map(idOf).filter((id) => !known.has(id));
      this.after = this.queue.length && this.item ? this.following(given) : "";
      this.queue = [...staying, ...entering].map((id) => given.get(id));
      this.framed = JSON.stringify([taken.label, taken.rehearsal]) === JSON.stringify([this.values.label, this.values.rehearsal]);
      super.take(taken);
    }

    /** Whose turn it is next, where the item on screen is no longer among those that wait. */
    following(given) {
      const from = this.queue.findIndex((one) => idOf(one) === idOf(this.item));
      const rest = this.queue.slice(from + 1).find((one) => given.has(idOf(one)));
      return rest ? idOf(rest) : "";
    }

    enter(settled) {
      this.item = this.queue[0] || null;
      return super.enter(settled);
    }

    redraw(settled) {
      if (!this.framed) {
        return super.redraw(settled);
      }
      if (!this.item) {
        this.advance();
      } else if (this.timer === null) {
        this.alive();
      }
      return undefined;
    }

    alive() {
      this.still();
      // Where nothing is left, what is on screen goes too once its turn is over.
      const other = !this.queue.length || this.queue.some((one) => idOf(one) !== idOf(this.item) || one !== this.item);
      if (this.item && other) {
        this.timer = setTimeout(() => this.advance(), this.options.dwell || dwell(this.item));
      }
    }

    still() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    /** The next item comes up from below, and the loop goes on. */
    advance() {
      const next = this.upcoming();
      const before = this.shown.story;
      this.item = next;
      this.shown.story = this.shown.slot.box(Object.assign({}, SLOT));
      if (next) {
        story(this.shown.story, next);
      }
      this.alive();
      this.turnOver(before.element, this.shown.story.element);
    }

    turnOver(before, after) {
      if (this.quiet()) {
        before.remove();
        return;
      }
      this.motion.run(after, [{ transform: "translateY(100%)" }, { transform: "none" }], TURN);
      this.motion.run(before, [{ transform: "none" }, { transform: "translateY(-100%)" }], TURN).then(() => before.remove());
    }

    upcoming() {
      const at = this.item ? this.queue.findIndex((one) => idOf(one) === idOf(this.item)) : -1;
      const after = this.queue.findIndex((one) => idOf(one) === this.after);
      const next = at >= 0 ? at + 1 : Math.max(after, 0);
      return this.queue.length ? this.queue[next % this.queue.length] : null;
    }
  }

  function idOf(item) {
    return item ? values.words(item.id) : "";
  }

  function dwell(item) {
    return SHORTEST_MS + (values.words(item.head).length + values.words(item.text).length) * A_LETTER_MS;
  }

  function label(plate, given) {
    const rehearsal = values.truth(given.rehearsal);
    const box = plate.box({ x: PLATE.x, y: PLATE.y, w: LABEL, h: PLATE.h, fill: rehearsal ? INKS.rehearsal : INKS.paper });
    box.text({
      words: rehearsal ? "REHEARSAL" : given.label, x: PLATE.x + 16, y: PLATE.y, w: LABEL - 32, h: PLATE.h, size: 34, floor: 22,
      weight: 800, ink: rehearsal ? INKS.text : INKS.dark, align: "center", lines: 2, field: "label",
    });
  }

  function story(paper, item, path) {
    const field = path || "items";
    let x = SLOT.x + 24;
    if (values.words(values.map(item.party).abbr)) {
      pieces.chip(paper, item.party, { x: x, y: SLOT.y + 12, w: 116, h: SLOT.h - 24, size: 34, field: field + ".party.abbr" });
      x += 136;
    }
    if (values.truth(item.corrected)) {
      pieces.tags(paper, { corrected: true }, { x: x + 208, y: SLOT.y + 16, h: 44 });
      x += 228;
    }
    const head = paper.text({
      words: item.head, x: x, y: SLOT.y, w: 620, h: SLOT.h, size: 36, floor: 27, weight: 800, rule: "place", lines: 2,
      field: field + ".head",
    });
    x += head ? Math.ceil(head) + 28 : 0;
    paper.text({
      words: item.text, x: x, y: SLOT.y, w: pieces.RIGHT - 28 - x, h: SLOT.h, size: 36, floor: 26, weight: 500, lines: 2,
      field: field + ".text",
    });
  }

  scope.DeskGraphics.ticker = Ticker;
})(window);
