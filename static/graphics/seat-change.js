/* A full frame of gains and losses: gains solid to the right, losses hatched to the left, the net beside. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const MOST = 9;
  const TOP_Y = 160;
  const HEADS = 44;
  const ROWS_H = 672;
  const TALLEST = 112;
  const GAP = 6;
  const AXIS = 1022;
  const REACH = 372;

  class SeatChange extends scope.DeskGraphic {
    draw(paper, given) {
      const rows = values.list(given.rows, MOST);
      const tall = Math.min(TALLEST, Math.floor(ROWS_H / Math.max(rows.length, 1)));
      const from = TOP_Y + HEADS;
      const under = from + rows.length * tall;
      const told = values.words(given.declared_txt);
      pieces.heading(paper, given, {
        title: given.region, field: "region", told: told && told + " declared", toldField: "declared_txt",
      });
      const body = pieces.body(paper, under + pieces.FOOT - pieces.BODY.y + 2);
      heads(body);
      const top = Math.max(1, ...rows.map((row) => Math.max(lost(row), won(row))));
      rows.forEach((row, at) => line(paper, row, { y: from + at * tall, h: tall - GAP, top: top, at: at }));
      pieces.footing(body, given, under);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: from, w: pieces.WIDE, h: rows.length * tall });
    }
  }

  function lost(row) {
    return Math.abs(values.number(row.losses_txt));
  }

  function won(row) {
    return Math.abs(values.number(row.gains_txt));
  }

  function heads(body) {
    const head = (words, x, w, align) =>
      body.text({ words: words, x: x, y: TOP_Y, w: w, h: HEADS, size: 27, weight: 600, ink: INKS.muted, align: align });
    head("Losses", AXIS - 240, 220, "right");
    head("Gains", AXIS + 20, 220, "left");
    head("Net", 1510, 150, "right");
    head("Seats", 1676, 124, "right");
  }

  function line(paper, row, look) {
    const box = { x: pieces.LEFT, y: look.y, w: pieces.WIDE, h: look.h };
    const plate = paper.box(Object.assign({ fill: INKS.row, enter: "fade", at: 2 + look.at * 0.5 }, box));
    const field = "rows." + look.at;
    pieces.chip(plate, row.party, { x: box.x, y: box.y, w: 150, h: box.h, size: 40, on: INKS.row, field: field + ".party.abbr" });
    plate.text({
      words: values.party(row.party).name, x: 266, y: box.y, w: 286, h: box.h, size: 36, floor: 26, weight: 700, lines: 2,
      field: field + ".party.name",
    });
    bars(plate, row, { box: box, top: look.top, field: field });
    const figure = (name, x, w, size, weight) => plate.text({
      words: row[name], x: x, y: box.y, w: w, h: box.h, size: size, floor: 26, weight: weight, align: "right", rule: "figure",
      field: field + "." + name,
    });
    figure("net_txt", 1490, 170, Math.min(58, box.h - 8), 800);
    figure("seats_txt", 1676, 124, 40, 600);
  }

  /** The figures stand at the outer ends of the bars; none for nothing. */
  function bars(plate, row, look) {
    const box = look.box;
    const room = REACH;
    const common = { y: box.y + 12, h: box.h - 24, at: 4, frames: 8 };
    const left = Math.max(Math.round((room * lost(row)) / look.top), lost(row) ? 8 : 0);
    pieces.bar(plate, row.party, Object.assign({
      x: AXIS - 2 - left, w: left, part: lost(row) ? 1 : 0, hatch: true, origin: "right center",
    }, common));
    const right = pieces.bar(plate, row.party, Object.assign({ x: AXIS + 2, w: room, part: won(row) / look.top }, common));
    plate.box({ x: AXIS - 2, y: box.y, w: 4, h: box.h, fill: INKS.muted });
    const told = { y: box.y, h: box.h, w: 84, size: 38, floor: 26, weight: 700, rule: "figure" };
    if (lost(row)) {
      plate.text(Object.assign({ words: row.losses_txt, x: AXIS - left - 98, align: "right", field: look.field + ".losses_txt" }, told));
    }
    if (won(row)) {
      plate.text(Object.assign({ words: row.gains_txt, x: AXIS + right + 14, field: look.field + ".gains_txt" }, told));
    }
  }

  scope.DeskGraphics["seat-change"] = SeatChange;
})(window);
