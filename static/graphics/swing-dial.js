/* A full frame of one swing: a dial whose needle goes from the loser's side into the gainer's. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;

  const HUB = { x: 960, y: 760 };
  const OUTER = 520;
  const INNER = 330;
  const SCALES = [10, 20, 30, 50];
  const SWEEP = 80;

  class SwingDial extends scope.DeskGraphic {
    draw(paper, given) {
      pieces.heading(paper, given, { title: given.contest || given.region, field: given.contest ? "contest" : "region" });
      const body = pieces.body(paper);
      const points = Math.abs(values.number(given.points));
      const scale = SCALES.find((most) => points <= most) || SCALES[SCALES.length - 1];
      const loser = values.party(given.loser);
      const gainer = values.party(given.gainer);
      sides(body, loser, gainer);
      marks(body, scale);
      needle(body, Math.min(points / scale, 1));
      ends(body, loser, gainer);
      told(body, given);
      pieces.footing(body, given, pieces.BODY.y + pieces.BODY.h - pieces.FOOT);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: 240, w: pieces.WIDE, h: 460 });
    }
  }

  function sides(body, loser, gainer) {
    const frame = { x: HUB.x - OUTER - 8, y: HUB.y - OUTER - 8, w: 2 * OUTER + 16, h: OUTER + 16 };
    body.shape(Object.assign({
      enter: "fade", at: 2,
      paths: [
        { path: sector(-SWEEP, -0.6), fill: loser.colour, edge: INKS.text, thick: 4 },
        { path: sector(0.6, SWEEP), fill: gainer.colour, edge: INKS.text, thick: 4 },
      ],
    }, frame));
  }

  /** A ring's part between two angles from the upright, in the dial's own box. */
  function sector(from, to) {
    const large = Math.abs(to - from) > 180 ? 1 : 0;
    const arc = (radius, angle, sweep) => "A" + radius + " " + radius + " 0 " + large + " " + sweep + " " + local(radius, angle);
    return "M" + local(OUTER, from) + " " + arc(OUTER, to, 1) + " L" + local(INNER, to) + " " + arc(INNER, from, 0) + " Z";
  }

  function local(radius, degrees) {
    const angle = (degrees * Math.PI) / 180;
    const middle = OUTER + 8;
    return (middle + radius * Math.sin(angle)).toFixed(1) + " " + (middle - radius * Math.cos(angle)).toFixed(1);
  }

  function marks(body, scale) {
    for (const part of [-1, -0.5, 0, 0.5, 1]) {
      const angle = (part * SWEEP * Math.PI) / 180;
      const x = HUB.x + (INNER - 44) * Math.sin(angle);
      const y = HUB.y - (INNER - 44) * Math.cos(angle);
      body.text({
        words: String(Math.abs(part * scale)), x: x - 40, y: y - 22, w: 80, h: 44, size: 32, weight: 600, ink: INKS.muted, align: "center",
      });
    }
  }

  /** Turned into place as it is drawn, and faded in: what is at rest never depends on an animation. */
  function needle(body, part) {
    const frame = { x: HUB.x - 40, y: HUB.y - OUTER - 8, w: 80, h: OUTER + 52 };
    const holder = body.box(Object.assign({ enter: "fade", at: 4 }, frame));
    const middle = OUTER + 8;
    const svg = holder.shape(Object.assign({
      paths: [
        { path: "M31 " + middle + " L34 84 L16 84 L40 6 L64 84 L46 84 L49 " + middle + " Z", fill: INKS.text, edge: INKS.plate, thick: 4 },
        { path: "M40 " + (middle - 34) + " a34 34 0 1 1 -0.1 0 Z", fill: INKS.text, edge: INKS.plate, thick: 4 },
      ],
    }, frame));
    svg.style.overflow = "visible";
    svg.style.transformOrigin = "40px " + middle + "px";
    svg.style.transform = "rotate(" + (part * SWEEP).toFixed(2) + "deg)";
  }

  function ends(body, loser, gainer) {
    const end = (party, x, field) => {
      pieces.chip(body, party, { x: x, y: 196, w: 260, h: 96, size: 56, field: field + ".abbr" });
      body.text({
        words: party.name, x: x, y: 298, w: 260, h: 76, size: 34, floor: 24, weight: 600, align: "center", lines: 2, field: field + ".name",
      });
    };
    end(loser, pieces.LEFT + 28, "loser");
    end(gainer, pieces.RIGHT - 288, "gainer");
  }

  function told(body, given) {
    const y = 800;
    body.text({
      words: given.points_txt, x: pieces.LEFT + 28, y: y - 8, w: 380, h: 96, size: 92, floor: 50, weight: 800, rule: "figure",
      field: "points_txt",
    });
    body.text({
      words: given.words, x: 520, y: y + 2, w: pieces.RIGHT - 520 - 28, h: 84, size: 46, floor: 30, weight: 700, align: "right", lines: 2,
      field: "words",
    });
  }

  scope.DeskGraphics["swing-dial"] = SwingDial;
})(window);
