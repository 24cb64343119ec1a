/*
 * The test card of an output: its name and format, the safe areas, a moving bar, a ramp of alpha, a clock.
 *
 * The only graphic that draws to the edges of the frame: it is there to show where they are. Shows no
 * figure of any election.
 */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const INKS = scope.DeskPaper.INKS;
  const DeskPaper = scope.DeskPaper;

  const EDGES = [
    { part: 0, ink: "#ffffff", words: "", x: 0, below: 0 },
    { part: 0.035, ink: "#35d38b", words: "Action safe 3.5 %", x: 300, below: -34 },
    { part: 0.05, ink: "#ffb000", words: "Graphics safe 5 %", x: 660, below: 6 },
  ];
  const CARD = { x: 480, y: 250, w: 960, h: 580 };
  const TRACK = { x: 520, y: 668, w: 880, h: 44 };
  const RAMP = { x: 520, y: 736, w: 880, h: 60 };
  const BARS = ["#bfbfbf", "#bfbf00", "#00bfbf", "#00bf00", "#bf00bf", "#bf0000", "#0000bf"];
  const SWEEP_MS = 2000;
  const STEPS = 11;

  class TestCard extends scope.DeskGraphic {
    draw(paper, given) {
      EDGES.forEach((edge) => frame(paper, edge));
      cross(paper);
      const card = paper.box(Object.assign({ fill: INKS.plate, enter: "fade" }, CARD));
      named(card, given);
      bars(card);
      paper.clock = card.box({ x: CARD.x + 40, y: 540, w: CARD.w - 80, h: 100 });
      paper.mover = track(card);
      ramp(card);
      card.box(Object.assign({ edge: INKS.text }, CARD));
    }

    alive(paper) {
      const far = TRACK.w - 60;
      this.sweep = paper.mover.animate(
        [{ transform: "none" }, { transform: "translateX(" + far + "px)" }],
        { duration: SWEEP_MS, iterations: Infinity, direction: "alternate" }
      );
      this.tell(paper);
    }

    /** Tells the time, and again as the second changes. */
    tell(paper) {
      const now = this.options.now ? this.options.now() : new Date();
      paper.clock.element.textContent = "";
      paper.clock.text({
        words: clockTime(now), x: CARD.x + 40, y: 540, w: CARD.w - 80, h: 100, size: 96, weight: 800, align: "center", rule: "figure",
      });
      this.timer = setTimeout(() => this.tell(paper), 1000 - now.getMilliseconds());
    }

    still() {
      clearTimeout(this.timer);
      if (this.sweep) {
        this.sweep.cancel();
        this.sweep = null;
      }
    }
  }

  function frame(paper, edge) {
    const x = Math.round(1920 * edge.part);
    const y = Math.round(1080 * edge.part);
    const box = paper.box({ x: x, y: y, w: 1920 - 2 * x, h: 1080 - 2 * y, edge: edge.ink, thick: 4 });
    if (edge.words) {
      const label = box.box({ x: edge.x, y: y + edge.below, w: 250, h: 34, fill: INKS.plate });
      label.text({ words: edge.words, x: edge.x, y: y + edge.below, w: 250, h: 34, size: 25, weight: 600, ink: edge.ink, align: "center" });
    }
  }

  function cross(paper) {
    const under = CARD.y + CARD.h;
    const right = CARD.x + CARD.w;
    paper.box({ x: 958, y: 0, w: 4, h: CARD.y, fill: INKS.text });
    paper.box({ x: 958, y: under, w: 4, h: 1080 - under, fill: INKS.text });
    paper.box({ x: 0, y: 538, w: CARD.x, h: 4, fill: INKS.text });
    paper.box({ x: right, y: 538, w: 1920 - right, h: 4, fill: INKS.text });
  }

  function named(card, given) {
    const line = { x: CARD.x + 40, w: CARD.w - 80, align: "center" };
    card.text(Object.assign({
      words: given.name || "Test card", y: 270, h: 90, size: 72, floor: 36, weight: 800, lines: 2, field: "name",
    }, line));
    card.text(Object.assign({
      words: given.format, y: 356, h: 54, size: 40, floor: 26, weight: 600, ink: INKS.muted, field: "format",
    }, line));
    if (values.truth(given.rehearsal)) {
      const place = { x: CARD.x + CARD.w - 250, y: 362, w: 210, h: 46 };
      card.box(Object.assign({ fill: INKS.rehearsal }, place));
      card.text(Object.assign({ words: "REHEARSAL", size: 28, weight: 800, align: "center" }, place));
    }
  }

  function bars(card) {
    const w = (CARD.w - 80) / BARS.length;
    BARS.forEach((colour, at) => card.box({ x: CARD.x + 40 + at * w, y: 430, w: w + 1, h: 90, fill: colour }));
  }

  function track(card) {
    const room = card.box(Object.assign({ fill: INKS.track, clip: true }, TRACK));
    return room.box({ x: TRACK.x, y: TRACK.y, w: 60, h: TRACK.h, fill: INKS.text }).element;
  }

  /** From nothing to all in tenths: keyed right, each is as much lighter than the one before it. */
  function ramp(card) {
    hole(card);
    const w = RAMP.w / STEPS;
    for (let at = 0; at < STEPS; at += 1) {
      const part = at / (STEPS - 1);
      const box = card.box({ x: RAMP.x + at * w, y: RAMP.y, w: w, h: RAMP.h, fill: "rgba(255,255,255," + part + ")" });
      box.text({
        words: String(Math.round(part * 100)), x: RAMP.x + at * w, y: RAMP.y, w: w, h: RAMP.h, size: 26, weight: 700, align: "center",
        ink: part > 0.5 ? INKS.dark : INKS.text,
      });
    }
  }

  // The card's own ground is cut away under the ramp, else there would be nothing to see through.
  function hole(card) {
    const top = RAMP.y - CARD.y;
    const left = RAMP.x - CARD.x;
    const right = left + RAMP.w;
    const under = top + RAMP.h;
    const points = [
      [0, 0], [CARD.w, 0], [CARD.w, CARD.h], [0, CARD.h], [0, under], [right, under], [right, top], [left, top], [left, under], [0, under],
    ];
    const ground = DeskPaper.placed("div", 0, 0, CARD.w, CARD.h);
    ground.style.backgroundColor = INKS.plate;
    ground.style.clipPath = "polygon(" + points.map((point) => point[0] + "px " + point[1] + "px").join(",") + ")";
    card.element.style.backgroundColor = "transparent";
    card.element.insertBefore(ground, card.element.firstChild);
  }

  function clockTime(now) {
    return [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
  }

  scope.DeskGraphics["test-card"] = TestCard;
})(window);
