/* A full frame of a council: who controls it, the seats as one bar with the line of a majority, the parties. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const MOST = 10;
  const STRIP = { x: pieces.LEFT, y: 154, w: pieces.WIDE, h: 96 };
  const BAR = { x: pieces.LEFT + 28, y: 322, w: pieces.WIDE - 56, h: 96 };
  const LIST = { x: pieces.LEFT + 28, y: 456, h: 338 };
  const COLUMN = 824;
  const NARROWEST = 74;

  class Council extends scope.DeskGraphic {
    draw(paper, given) {
      const told = values.words(given.total_txt || given.total);
      pieces.heading(paper, given, {
        title: given.council, field: "council", told: told && told + " seats", toldField: "total",
      });
      const body = pieces.body(paper);
      strip(paper, given);
      seats(body, given);
      parties(body, given);
      remainder(body, given);
      pieces.footing(body, given, pieces.BODY.y + pieces.BODY.h - pieces.FOOT);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: 430, w: pieces.WIDE, h: 400 });
    }
  }

  function rowsOf(given) {
    return values.list(given.rows, MOST);
  }

  /** In the colour of whoever controls it; without control, or before it is certain, on a plain ground. */
  function strip(paper, given) {
    const held = controlling(given);
    const party = held ? values.party(held.party) : { colour: INKS.track, ink: INKS.text };
    const band = paper.box(Object.assign({ fill: party.colour, enter: "wipe", at: 1, frames: 9 }, STRIP));
    const phrase = values.words(given.phrase);
    const kind = held ? pieces.kindOf(phrase) : "";
    if (held && kind !== "elected") {
      pieces.outcome(band, kind, { x: STRIP.x + 28, y: STRIP.y + 26, size: 44, ink: party.ink });
    }
    band.text({
      words: phrase || "Counting goes on", x: STRIP.x + (kind && kind !== "elected" ? 94 : 28), y: STRIP.y, w: 1560, h: STRIP.h,
      size: 60, floor: 36, weight: 800, ink: party.ink, field: "phrase",
    });
  }

  function controlling(given) {
    if (values.words(values.map(given.party).abbr)) {
      return { party: given.party };
    }
    const needed = values.number(given.needed);
    return rowsOf(given).find((row) => needed > 0 && values.number(row.seats) >= needed);
  }

  /** Every seat of the council on one bar: parties with those not up, those to come, called off, vacant. */
  function seats(body, given) {
    const parts = segments(given);
    const total = Math.max(values.number(given.total), parts.reduce((sum, part) => sum + part.seats, 0), 1);
    body.box(Object.assign({ fill: INKS.track }, BAR));
    let before = 0;
    for (const part of parts) {
      const from = BAR.x + Math.round((before / total) * BAR.w);
      before += part.seats;
      segment(body, part, { from: from, to: BAR.x + Math.round((before / total) * BAR.w) });
    }
    line(body, given, total);
  }

  function segments(given) {
    const held = rowsOf(given).map((row) => ({ party: values.party(row.party), seats: values.number(row.seats) }));
    const rest = ["to_come", "called_off", "vacant"];
    const others = rest.map((name) => ({ hatch: name === "called_off", seats: values.number(given[name]) }));
    return [...held, ...others].filter((part) => part.seats > 0);
  }

  /** Neighbours are kept apart by a dark line with a light one in it, whatever their colours. */
  function segment(body, part, place) {
    const w = Math.max(place.to - place.from, 3);
    const box = { x: place.from, y: BAR.y, w: w, h: BAR.h, enter: "grow", at: 4, frames: 8 };
    const fill = part.party ? part.party.colour : INKS.row;
    const drawn = body.box(Object.assign({ fill: fill, hatch: part.hatch ? INKS.line : "" }, box));
    drawn.box({ x: place.to - 4, y: BAR.y, w: 4, h: BAR.h, fill: INKS.plate });
    if (part.party && w >= NARROWEST) {
      drawn.text({
        words: part.party.abbr, x: place.from + 4, y: BAR.y, w: w - 12, h: BAR.h, size: 36, floor: 22, weight: 800,
        ink: part.party.ink, align: "center",
      });
    }
  }

  /** The line of a majority, drawn over the bar and named above it. */
  function line(body, given, total) {
    const needed = values.number(given.needed);
    if (needed <= 0) {
      return;
    }
    const at = BAR.x + Math.round((needed / total) * BAR.w);
    const over = body.box({ x: at - 340, y: 254, w: 680, h: 182, enter: "fade", at: 6 });
    over.box({ x: at - 7, y: BAR.y - 14, w: 14, h: BAR.h + 28, fill: INKS.plate });
    over.box({ x: at - 4, y: BAR.y - 14, w: 8, h: BAR.h + 28, fill: INKS.text });
    over.text({
      words: values.words(given.needed_txt || given.needed) + " for a majority", x: at - 340, y: 258, w: 680, h: 48, size: 32,
      weight: 700, align: "center",
    });
  }

  function parties(body, given) {
    const rows = rowsOf(given);
    const deep = Math.max(Math.ceil(rows.length / 2), 1);
    const tall = Math.min(108, Math.floor(LIST.h / deep));
    rows.forEach((row, at) => {
      const x = LIST.x + Math.floor(at / deep) * (COLUMN + 24);
      party(body, row, { x: x, y: LIST.y + (at % deep) * tall, w: COLUMN, h: tall - 6, field: "rows." + at });
    });
  }

  function party(body, row, box) {
    const plate = body.box({ x: box.x, y: box.y, w: box.w, h: box.h, fill: INKS.row, enter: "fade", at: 4 });
    pieces.chip(plate, row.party, { x: box.x, y: box.y, w: 140, h: box.h, size: 38, on: INKS.row, field: box.field + ".party.abbr" });
    plate.text({
      words: values.party(row.party).name, x: box.x + 160, y: box.y, w: 380, h: box.h, size: 38, floor: 26, weight: 600, lines: 2,
      field: box.field + ".party.name",
    });
    const figure = (name, x, size, weight) => plate.text({
      words: row[name], x: x, y: box.y, w: 120, h: box.h, size: size, floor: 26, weight: weight, align: "right", rule: "figure",
      field: box.field + "." + name,
    });
    figure("seats_txt", box.x + 548, Math.min(48, box.h - 6), 800);
    figure("net_txt", box.x + 680, 36, 600);
  }

  function remainder(body, given) {
    const counted = (name, after) => values.number(given[name]) > 0 && values.words(given[name + "_txt"] || given[name]) + after;
    body.text({
      words: pieces.joined([
        counted("to_come", " to come"), counted("not_up", " not up this time"),
        counted("called_off", " called off"), counted("vacant", " vacant"),
      ].filter(Boolean)),
      x: LIST.x, y: 806, w: pieces.WIDE - 56, h: 72, size: 36, floor: 26, weight: 700, field: "to_come",
    });
  }

  scope.DeskGraphics.council = Council;
})(window);
