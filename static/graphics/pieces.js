/*
 * What several graphics share: the party block, the heading, the small words, tags and outcome shapes.
 *
 * Owns where things stand on the frame, so that a full frame, a lower third, the ticker and the bug
 * can be on together. Everything but the test card keeps inside the safe area: 96 pixels left and
 * right, 54 lines above and below.
 */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const INKS = scope.DeskPaper.INKS;

  const LEFT = 96;
  const RIGHT = 1824;
  const TOP = 54;
  const WIDE = RIGHT - LEFT;
  // A full frame's body ends above the ticker; its heading ends before the bug.
  const HEAD = { x: LEFT, y: TOP, w: 1344, h: 88 };
  const BODY = { x: LEFT, y: 154, w: WIDE, h: 780 };
  const FOOT = 46;
  const CAP = 14;

  /** A block of the party's colour with its abbreviation, outlined where the ground hides it. */
  function chip(paper, value, look) {
    const party = values.party(value);
    const dim = values.contrast(party.colour, look.on || INKS.plate) < 1.8;
    const edge = look.edge || (dim ? INKS.line : "");
    const block = paper.box(Object.assign({ fill: party.colour, edge: edge }, look));
    const pad = Math.round(look.w * 0.06);
    block.text({
      words: party.abbr, x: look.x + pad, y: look.y, w: look.w - 2 * pad, h: look.h, align: "center",
      size: look.size || Math.round(look.h * 0.52), floor: 20, weight: 800, ink: party.ink, field: look.field,
    });
    return block;
  }

  /** The dark end of a pale plate: over a bright picture it would seem to have none. */
  function cap(paper, place) {
    paper.box({ x: place.x + place.w - CAP, y: place.y, w: CAP, h: place.h, fill: INKS.plate });
  }

  /** The heading of a full frame: what it is about, what is told of it, and tags. */
  function heading(paper, given, look) {
    const plate = paper.box(Object.assign({ fill: INKS.paper, enter: "wipe", frames: 9 }, HEAD));
    cap(plate, HEAD);
    const right = tags(plate, given, { x: HEAD.x + HEAD.w - CAP - 20, y: HEAD.y + 22, h: 44 });
    const told = look.told ? 360 : 0;
    const room = right - HEAD.x - 28 - told;
    plate.text({
      words: look.title, x: HEAD.x + 28, y: HEAD.y, w: room, h: HEAD.h, size: 54, floor: 32, weight: 800,
      ink: INKS.dark, rule: "place", lines: 2, field: look.field,
    });
    plate.text({
      words: look.told, x: right - told, y: HEAD.y, w: told - 16, h: HEAD.h, size: 34, floor: 24, weight: 600,
      ink: "#3a4453", align: "right", field: look.toldField,
    });
  }

  /** Tags from the right edge leftwards; answers where the room for others ends. */
  function tags(paper, given, place) {
    let right = place.x;
    for (const tag of tagsOf(given)) {
      right -= tag.w;
      const box = paper.box({ x: right, y: place.y, w: tag.w, h: place.h, fill: tag.fill });
      box.text({
        words: tag.words, x: right, y: place.y, w: tag.w, h: place.h, size: 27, weight: 800, ink: tag.ink, align: "center",
      });
      right -= 12;
    }
    return right;
  }

  function tagsOf(given) {
    const found = [];
    if (values.truth(given.corrected)) {
      found.push({ words: "CORRECTED", w: 208, fill: INKS.amber, ink: INKS.amberInk });
    }
    if (values.truth(given.rehearsal)) {
      found.push({ words: "REHEARSAL", w: 204, fill: INKS.rehearsal, ink: INKS.text });
    }
    return found;
  }

  /** The small words under a full frame: what the change is against, one source alone, when. */
  function footing(paper, given, y) {
    const baseline = values.words(given.baseline);
    const left = [baseline && "Change since " + baseline, source(given)].filter(Boolean).join("  \u00b7  ");
    const asAt = values.words(given.as_at);
    const line = { y: y, h: FOOT, size: 26, floor: 20, weight: 500, ink: INKS.muted };
    paper.text(Object.assign({ words: left, x: LEFT + 28, w: 1380, field: "baseline" }, line));
    paper.text(Object.assign({ words: asAt && "At " + asAt, x: RIGHT - 328, w: 300, align: "right", field: "as_at" }, line));
  }

  function source(given) {
    return values.truth(given.single_source) ? "single source" : "";
  }

  /** The ground of a full frame's body; `h` where it is less than all the room. */
  function body(paper, h) {
    return paper.box(Object.assign({}, BODY, { h: h || BODY.h, fill: INKS.plate, enter: "drop", at: 1, frames: 9 }));
  }

  /** What nobody may take for the night itself: the word across everything, pale but plain. */
  function watermark(paper, given, place) {
    if (!values.truth(given.rehearsal)) {
      return;
    }
    const over = paper.box(place);
    over.element.style.opacity = "0.17";
    over.text({
      words: "REHEARSAL", x: place.x, y: place.y, w: place.w, h: place.h, size: Math.round(place.h * 0.95), weight: 900,
      rule: "figure", align: "center",
    });
  }

  // Told by shape beside the words: an arrow in, a block that stays, a tick.
  const SHAPES = {
    gain: "M2 6 L16 6 L30 20 L16 34 L2 34 L16 20 Z M20 6 L26 6 L40 20 L26 34 L20 34 L34 20 Z",
    hold: "M4 4 H36 V36 H4 Z",
    win: "M20 3 A17 17 0 1 1 19.9 3 Z",
    elected: "M3 21 L10 14 L17 21 L31 7 L38 14 L17 35 Z",
  };

  /** The shape of an outcome, `size` square, in an ink. */
  function outcome(paper, kind, look) {
    const shape = SHAPES[values.words(kind)] || SHAPES.elected;
    const svg = paper.shape({ x: look.x, y: look.y, w: look.size, h: look.size, path: shape, fill: look.ink });
    svg.setAttribute("viewBox", "0 0 40 40");
    return svg;
  }

  /** The kind of an outcome where only its phrase is given. */
  function kindOf(phrase) {
    const found = /\b(gain|hold|win)\b/.exec(values.words(phrase));
    return found ? found[1] : "elected";
  }

  /** A bar in a party's colour, `part` (0..1) of the room long, outlined against its neighbours. */
  function bar(paper, value, look) {
    const w = Math.max(Math.round(look.w * Math.min(Math.max(look.part, 0), 1)), look.part > 0 ? 4 : 0);
    const party = values.party(value);
    const dim = values.contrast(party.colour, look.on || INKS.row) < 1.8;
    if (w > 0) {
      paper.box(Object.assign({}, look, {
        w: w, fill: look.hatch ? "" : party.colour, hatch: look.hatch ? party.colour : "",
        edge: look.hatch ? party.colour : dim ? INKS.muted : "", enter: "grow",
      }));
    }
    return w;
  }

  /** The words that are there, with a dot between. */
  function joined(parts) {
    return parts.map(values.words).filter(Boolean).join("  \u00b7  ");
  }

  /** The same, each beginning with a capital letter. */
  function told(parts) {
    return joined(parts.map(values.words).map((one) => one.charAt(0).toUpperCase() + one.slice(1)));
  }

  scope.DeskPieces = {
    LEFT, RIGHT, TOP, WIDE, HEAD, BODY, FOOT, CAP, cap,
    chip, heading, tags, footing, source, body, watermark, outcome, kindOf, bar, joined, told,
  };
})(window);
