/* The bug: a small corner plate with how far the night is and who leads. Stays while all else changes. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const PLATE = { x: 1464, y: pieces.TOP, w: 360, h: 88 };
  const TITLE = 34;
  const LINE = { y: PLATE.y + TITLE, h: PLATE.h - TITLE };
  const BLOCK = 104;
  const SEATS = 96;

  class Bug extends scope.DeskGraphic {
    draw(paper, given) {
      const plate = paper.box(Object.assign({ fill: INKS.plate, enter: "drop" }, PLATE));
      const leader = values.map(given.leader);
      const led = Boolean(values.words(values.map(leader.party).abbr));
      const from = PLATE.x + (led ? BLOCK + SEATS : 0);
      title(plate, given);
      if (led) {
        lead(plate, leader);
        plate.box({ x: from, y: LINE.y + 12, w: 3, h: LINE.h - 24, fill: INKS.line });
      }
      plate.text({
        words: given.declared_txt, x: from + 8, y: LINE.y, w: pieces.RIGHT - from - 22, h: LINE.h, size: 32, floor: 20, lines: 2,
        weight: 600, ink: INKS.muted, align: "right", rule: "figure", field: "declared_txt",
      });
    }
  }

  /** A rehearsal and a correction take the place of the name, in colour and in words. */
  function title(plate, given) {
    const look = strip(given);
    plate.box({ x: PLATE.x, y: PLATE.y, w: PLATE.w, h: TITLE, fill: look.fill });
    plate.text({
      words: look.words, x: PLATE.x + 14, y: PLATE.y, w: PLATE.w - 28, h: TITLE, size: 26, floor: 20, weight: 700, ink: look.ink,
      align: "center", rule: "title", field: "label",
    });
  }

  function strip(given) {
    if (values.truth(given.rehearsal)) {
      return { words: "REHEARSAL", fill: INKS.rehearsal, ink: INKS.text };
    }
    if (values.truth(given.corrected)) {
      return { words: "CORRECTED", fill: INKS.amber, ink: INKS.amberInk };
    }
    return { words: given.label, fill: INKS.paper, ink: INKS.dark };
  }

  function lead(plate, leader) {
    pieces.chip(plate, leader.party, { x: PLATE.x, y: LINE.y, w: BLOCK, h: LINE.h, size: 34, field: "leader.party.abbr" });
    plate.text({
      words: leader.seats_txt, x: PLATE.x + BLOCK + 8, y: LINE.y, w: SEATS - 20, h: LINE.h, size: 40, floor: 26, weight: 800,
      align: "center", rule: "figure", field: "leader.seats_txt",
    });
  }

  scope.DeskGraphics.bug = Bug;
})(window);
