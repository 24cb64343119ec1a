/* A full frame of two candidates of one contest, side by side, and what is between them. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const TOP_Y = 154;
  const HALF = 852;
  const BAND = 150;
  const TALL = 640;
  const BAR = { y: 686, h: 60 };

  class HeadToHead extends scope.DeskGraphic {
    draw(paper, given) {
      pieces.heading(paper, given, { title: given.contest, field: "contest" });
      const one = values.map(given.one);
      const other = values.map(given.other);
      const top = Math.max(values.number(one.share), values.number(other.share), 1);
      side(paper, one, { x: pieces.LEFT, top: top, field: "one", enter: "wipe" });
      side(paper, other, { x: pieces.RIGHT - HALF, top: top, field: "other", enter: "back" });
      margin(paper, given);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: TOP_Y + BAND, w: pieces.WIDE, h: 350 });
    }
  }

  function side(paper, one, look) {
    const party = values.party(one.party);
    const plate = paper.box({ x: look.x, y: TOP_Y, w: HALF, h: TALL, fill: INKS.plate, enter: look.enter, at: 1, frames: 10 });
    const dim = values.contrast(party.colour, INKS.plate) < 1.8;
    const band = plate.box({ x: look.x, y: TOP_Y, w: HALF, h: BAND, fill: party.colour, edge: dim ? INKS.line : "" });
    name(band, one, party, look);
    const elected = values.truth(one.elected);
    plate.text({
      words: one.share_txt, x: look.x + 40, y: 312, w: 560, h: 210, size: 176, floor: 90, weight: 800, rule: "figure",
      field: look.field + ".share_txt",
    });
    plate.text({
      words: one.change_txt, x: look.x + 610, y: 352, w: 202, h: 130, size: 60, floor: 34, weight: 700, ink: INKS.muted,
      align: "right", rule: "figure", field: look.field + ".change_txt",
    });
    plate.text({
      words: one.votes_txt && values.words(one.votes_txt) + " votes", x: look.x + 40, y: 552, w: elected ? 500 : 770, h: 90, size: 62,
      floor: 36, weight: 700, rule: "figure", field: look.field + ".votes_txt",
    });
    if (elected) {
      pieces.outcome(plate, "elected", { x: look.x + 556, y: 574, size: 48, ink: INKS.text });
      plate.text({ words: "Elected", x: look.x + 620, y: 552, w: 200, h: 90, size: 46, weight: 700 });
    }
    plate.box({ x: look.x + 40, y: BAR.y, w: HALF - 80, h: BAR.h, fill: INKS.row });
    pieces.bar(plate, one.party, {
      x: look.x + 40, y: BAR.y, w: HALF - 80, h: BAR.h, part: values.number(one.share) / look.top, at: 4, frames: 8,
    });
  }

  function name(band, one, party, look) {
    band.text({
      words: one.name, x: look.x + 40, y: TOP_Y + 8, w: HALF - 300, h: BAND - 16, size: 60, floor: 38, weight: 800, ink: party.ink,
      rule: "name", lines: 2, field: look.field + ".name",
    });
    band.text({
      words: party.abbr, x: look.x + HALF - 240, y: TOP_Y, w: 204, h: BAND, size: 72, floor: 32, weight: 800, ink: party.ink,
      align: "right", field: look.field + ".party.abbr",
    });
  }

  function margin(paper, given) {
    const plate = paper.box({
      x: pieces.LEFT, y: TOP_Y + TALL + 8, w: pieces.WIDE, h: 132, fill: INKS.plate, enter: "fade", at: 4,
    });
    plate.text({
      words: pieces.told([given.phrase, given.margin]), x: pieces.LEFT + 40, y: TOP_Y + TALL + 12, w: pieces.WIDE - 80, h: 78, size: 56, floor: 36,
      weight: 800, align: "center", field: "margin",
    });
    pieces.footing(plate, given, TOP_Y + TALL + 92);
  }

  scope.DeskGraphics["head-to-head"] = HeadToHead;
})(window);
