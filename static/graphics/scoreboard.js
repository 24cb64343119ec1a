/* A full frame of a region's tally: seats, the change in them, share and the change in that. */
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
  const COLUMNS = [
    { name: "seats_txt", head: "Seats", x: 1140, w: 150, size: 58, weight: 800 },
    { name: "net_txt", head: "Change", x: 1310, w: 150, size: 44, weight: 700 },
    { name: "share_txt", head: "Share", x: 1480, w: 160, size: 40, weight: 600 },
    { name: "change_txt", head: "Change", x: 1652, w: 148, size: 36, weight: 600, muted: true },
  ];

  class Scoreboard extends scope.DeskGraphic {
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
      heads(body, rows);
      const top = Math.max(...rows.map((row) => values.number(row.seats)), 1);
      rows.forEach((row, at) => line(paper, row, { y: from + at * tall, h: tall - GAP, top: top, at: at }));
      pieces.footing(body, given, under);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: from, w: pieces.WIDE, h: rows.length * tall });
    }
  }

  function heads(body, rows) {
    for (const column of COLUMNS.filter((one) => rows.some((row) => values.words(row[one.name])))) {
      body.text({
        words: column.head, x: column.x, y: TOP_Y, w: column.w, h: HEADS, size: 27, weight: 600, ink: INKS.muted, align: "right",
      });
    }
  }

  function line(paper, row, look) {
    const box = { x: pieces.LEFT, y: look.y, w: pieces.WIDE, h: look.h };
    const field = "rows." + look.at;
    const plate = paper.box(Object.assign({ fill: INKS.row, enter: "fade", at: 2 + look.at * 0.5 }, box));
    pieces.chip(plate, row.party, { x: box.x, y: box.y, w: 176, h: box.h, size: 44, on: INKS.row, field: field + ".party.abbr" });
    plate.text({
      words: values.party(row.party).name, x: 300, y: box.y, w: 356, h: box.h, size: 40, floor: 26, weight: 700, lines: 2,
      field: field + ".party.name",
    });
    pieces.bar(plate, row.party, {
      x: 676, y: box.y + 12, w: 450, h: box.h - 24, part: values.number(row.seats) / look.top, at: 4, frames: 8,
    });
    for (const column of COLUMNS) {
      plate.text({
        words: row[column.name], x: column.x, y: box.y, w: column.w, h: box.h, size: Math.min(column.size, box.h - 8), floor: 26,
        weight: column.weight, ink: column.muted ? INKS.muted : INKS.text, align: "right", rule: "figure",
        field: field + "." + column.name,
      });
    }
  }

  scope.DeskGraphics.scoreboard = Scoreboard;
})(window);
