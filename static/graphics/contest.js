/* A full frame of one contest: what happened, and every candidate with votes, share and change. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const MOST = 8;
  const STRIP = { x: pieces.LEFT, y: 154, w: pieces.WIDE, h: 92 };
  const ROWS_Y = 256;
  const ROWS_H = 566;
  const TALLEST = 104;
  const SUMMARY = 64;
  const GAP = 6;

  class Contest extends scope.DeskGraphic {
    draw(paper, given) {
      const rows = lines(given);
      const tall = Math.min(TALLEST, Math.floor(ROWS_H / Math.max(rows.length, 1)));
      const under = ROWS_Y + rows.length * tall;
      pieces.heading(paper, given, { title: given.contest, field: "contest" });
      const body = pieces.body(paper, under + SUMMARY + pieces.FOOT - pieces.BODY.y);
      strip(paper, given);
      const top = Math.max(...rows.map((row) => values.number(row.share)), 1);
      rows.forEach((row, at) => line(paper, row, { y: ROWS_Y + at * tall, h: tall - GAP, top: top, at: at }));
      summary(body, given, under);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: ROWS_Y, w: pieces.WIDE, h: rows.length * tall });
    }
  }

  /** The candidates' rows, and one of all the others where there is one. */
  function lines(given) {
    const rows = values.list(given.rows, MOST).map((row, at) => Object.assign({ field: "rows." + at }, row));
    const others = values.map(given.others);
    const name = values.words(others.name) || "Other candidates";
    const party = { abbr: "Oth", name: name, colour: "", ink: "" };
    return others.votes_txt ? [...rows, Object.assign({ field: "others", name: name, party: party }, others)] : rows;
  }

  function strip(paper, given) {
    const rows = values.list(given.rows, MOST);
    const first = rows.find((row) => values.truth(row.elected)) || rows[0] || {};
    const party = values.party(given.party || first.party);
    const band = paper.box(Object.assign({ fill: party.colour, enter: "wipe", at: 1, frames: 9 }, STRIP));
    pieces.outcome(band, given.kind || pieces.kindOf(given.phrase), { x: STRIP.x + 28, y: STRIP.y + 24, size: 44, ink: party.ink });
    band.text({
      words: given.phrase, x: STRIP.x + 94, y: STRIP.y, w: 940, h: STRIP.h, size: 56, floor: 34, weight: 800,
      ink: party.ink, lines: 2, field: "phrase",
    });
    band.text({
      words: given.winner, x: STRIP.x + 1060, y: STRIP.y, w: STRIP.w - 1088, h: STRIP.h, size: 42, floor: 28, weight: 700,
      ink: party.ink, align: "right", rule: "name", lines: 2, field: "winner",
    });
  }

  function line(paper, row, look) {
    const box = { x: pieces.LEFT, y: look.y, w: pieces.WIDE, h: look.h };
    const plate = paper.box(Object.assign({ fill: INKS.row, enter: "fade", at: 3 + look.at * 0.5 }, box));
    const elected = values.truth(row.elected);
    pieces.chip(plate, row.party, { x: box.x, y: box.y, w: 150, h: box.h, size: 38, on: INKS.row, field: row.field + ".party.abbr" });
    plate.text({
      words: row.name, x: 270, y: box.y, w: elected ? 464 : 512, h: box.h, size: 38, floor: 26, weight: elected ? 800 : 600,
      rule: "name", lines: 2, field: row.field + ".name",
    });
    if (elected) {
      pieces.outcome(plate, "elected", { x: 748, y: box.y + box.h / 2 - 18, size: 36, ink: INKS.text });
    }
    pieces.bar(plate, row.party, {
      x: 802, y: box.y + 10, w: 440, h: box.h - 20, part: values.number(row.share) / look.top, at: 4, frames: 8,
    });
    figures(plate, row, box);
  }

  function figures(plate, row, box) {
    const common = { y: box.y, h: box.h, rule: "figure", align: "right" };
    const put = (name, x, w, look) =>
      plate.text(Object.assign({ words: row[name], x: x, w: w, field: row.field + "." + name }, common, look));
    put("votes_txt", 1248, 190, { size: 44, floor: 30, weight: 800 });
    put("share_txt", 1446, 178, { size: 40, floor: 28, weight: 700 });
    put("change_txt", 1632, 164, { size: 36, floor: 26, weight: 600, ink: INKS.muted });
  }

  function summary(body, given, y) {
    body.text({
      words: pieces.told([given.margin, given.turnout, given.swing]), x: pieces.LEFT + 28, y: y + 4,
      w: pieces.WIDE - 56, h: SUMMARY, size: 38, floor: 28, weight: 700, field: "margin",
    });
    pieces.footing(body, given, y + SUMMARY - 2);
  }

  scope.DeskGraphics.contest = Contest;
})(window);
