/* A lower third of one contest: the outcome, then the candidates four at a time. Leaves the ticker's room. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;
  const text = scope.DeskText;

  const A_PAGE = 4;
  const MOST = 40;
  const TAB = { y: 706, h: 68 };
  const MAIN = { y: 774, h: 160 };
  const BLOCK = 208;

  class LowerThird extends scope.DeskGraphic {
    get stepCount() {
      return 1 + Math.ceil(candidates(this.values).length / A_PAGE);
    }

    draw(paper, given, step) {
      tab(paper, given);
      const main = { x: pieces.LEFT, y: MAIN.y, w: pieces.WIDE, h: MAIN.h };
      const plate = paper.box(Object.assign({ fill: INKS.plate, enter: "wipe", at: 1, frames: 10 }, main));
      pieces.chip(paper, given.party, {
        x: pieces.LEFT, y: MAIN.y, w: BLOCK, h: MAIN.h, size: 74, enter: "wipe", frames: 7, field: "party.abbr",
      });
      if (step === 0) {
        outcome(plate, given);
      } else {
        page(plate, given, step - 1);
      }
      const beside = { x: pieces.LEFT + BLOCK, w: pieces.WIDE - BLOCK };
      pieces.watermark(plate, given, Object.assign({}, main, beside));
    }
  }

  function candidates(given) {
    return values.list(given.pages, MOST);
  }

  /** The contest's name on a plate as wide as it needs, tags at the other end. */
  function tab(paper, given) {
    const name = values.words(given.contest);
    const widest = 1180;
    const look = { size: 44, floor: 34, weight: 700, rule: "place", lines: 1 };
    const found = text.fit(name, Object.assign({ w: widest, h: TAB.h }, look));
    const w = Math.ceil(text.width(found.lines[0], look.weight) * found.size) + 56 + pieces.CAP;
    const place = { x: pieces.LEFT, y: TAB.y, w: w, h: TAB.h };
    const plate = paper.box(Object.assign({ fill: INKS.paper, enter: "rise", at: 3, frames: 9 }, place));
    pieces.cap(plate, place);
    plate.text(Object.assign({}, look, {
      words: name, x: pieces.LEFT + 28, y: TAB.y, w: widest, h: TAB.h, size: found.size, ink: INKS.dark, field: "contest",
    }));
    const over = paper.box({ x: 1300, y: TAB.y, w: pieces.RIGHT - 1300, h: TAB.h, enter: "fade", at: 4 });
    pieces.tags(over, given, { x: pieces.RIGHT, y: TAB.y + 16, h: 44 });
  }

  function outcome(plate, given) {
    const x = pieces.LEFT + BLOCK + 32;
    const phrase = values.words(given.phrase);
    pieces.outcome(plate, given.kind || pieces.kindOf(phrase), { x: x, y: MAIN.y + 26, size: 54, ink: INKS.text });
    plate.text({
      words: phrase, x: x + 76, y: MAIN.y + 12, w: 840, h: 82, size: 66, floor: 36, weight: 800, lines: 2, field: "phrase",
    });
    plate.text({
      words: given.winner, x: 1296, y: MAIN.y + 12, w: pieces.RIGHT - 1296 - 32, h: 82, size: 44, floor: 32, weight: 600,
      align: "right", rule: "name", lines: 2, field: "winner",
    });
    small(plate, given, x);
  }

  function small(plate, given, x) {
    const y = MAIN.y + 98;
    const source = pieces.source(given);
    plate.text({
      words: pieces.told([given.margin, given.turnout, given.swing]), x: x, y: y,
      w: pieces.RIGHT - x - (source ? 250 : 32), h: 48, size: 36, floor: 26, weight: 500, ink: INKS.muted, field: "margin",
    });
    plate.text({
      words: source, x: pieces.RIGHT - 232, y: y, w: 200, h: 48, size: 27, weight: 500, ink: INKS.muted, align: "right",
    });
  }

  function page(plate, given, number) {
    const from = pieces.LEFT + BLOCK;
    const w = (pieces.WIDE - BLOCK) / A_PAGE;
    candidates(given).slice(number * A_PAGE, (number + 1) * A_PAGE).forEach((one, at) => {
      const field = "pages." + (number * A_PAGE + at);
      candidate(plate, one, { x: Math.round(from + at * w), w: Math.round(w), first: at === 0, field: field });
    });
  }

  function candidate(plate, one, look) {
    const x = look.x + 22;
    const w = look.w - 40;
    const y = MAIN.y;
    const elected = values.truth(one.elected);
    if (!look.first) {
      plate.box({ x: look.x, y: y + 20, w: 3, h: MAIN.h - 40, fill: INKS.track });
    }
    if (elected) {
      pieces.outcome(plate, "elected", { x: look.x + look.w - 54, y: y + 17, size: 32, ink: INKS.text });
    }
    plate.text({
      words: one.name, x: x, y: y + 10, w: elected ? w - 40 : w, h: 46, size: 34, floor: 24,
      weight: elected ? 800 : 600, rule: "name", lines: 2, field: look.field + ".name",
    });
    pieces.chip(plate, one.party, { x: x, y: y + 64, w: 116, h: 76, size: 36, field: look.field + ".party.abbr" });
    figures(plate, one, { x: x + 132, y: y, w: w - 132, field: look.field });
  }

  function figures(plate, one, look) {
    plate.text({
      words: one.votes_txt, x: look.x, y: look.y + 58, w: look.w, h: 50, size: 44, floor: 28, weight: 800,
      rule: "figure", field: look.field + ".votes_txt",
    });
    plate.text({
      words: [one.share_txt, one.change_txt].map(values.words).filter(Boolean).join("   "), x: look.x, y: look.y + 106,
      w: look.w, h: 40, size: 30, floor: 24, weight: 600, ink: INKS.muted, rule: "figure", field: look.field + ".share_txt",
    });
  }

  scope.DeskGraphics["lower-third"] = LowerThird;
})(window);
