/* A full frame of a region's seats as hexes, as large as they fit, with the tally beside them. */
(function (scope) {
  "use strict";

  const values = scope.DeskValues;
  const pieces = scope.DeskPieces;
  const INKS = scope.DeskPaper.INKS;
  const text = scope.DeskText;

  const MOST = 700;
  const MOST_PARTIES = 9;
  const ROOM = { x: pieces.LEFT + 24, y: 172, w: 1276, h: 700 };
  const LEGEND = { x: 1440, y: 172, w: 360, h: 606 };
  const KEY = { x: 1440, y: 796, h: 76 };
  const WIDEST = 62;
  const ROOT3 = Math.sqrt(3);
  const SMALLEST_LETTERS = 17;

  class HexMap extends scope.DeskGraphic {
    draw(paper, given) {
      const told = values.words(given.declared_txt);
      pieces.heading(paper, given, {
        title: given.region, field: "region", told: told && told + " declared", toldField: "declared_txt",
      });
      const body = pieces.body(paper);
      const hexes = values.list(given.hexes, MOST);
      if (hexes.length) {
        map(body, hexes);
      }
      legend(body, given);
      key(body);
      pieces.footing(body, given, pieces.BODY.y + pieces.BODY.h - pieces.FOOT);
      pieces.watermark(paper, given, { x: pieces.LEFT, y: 300, w: pieces.WIDE, h: 400 });
    }
  }

  function map(body, hexes) {
    const grid = measured(hexes.map(spot));
    const svg = body.shape(Object.assign({ paths: [], enter: "fade", at: 3, frames: 9 }, ROOM));
    hexes.forEach((hex) => cell(svg, hex, centre(spot(hex), grid), grid.size));
  }

  // Rows run upwards, and each is half a hex further right than the one below.
  function spot(hex) {
    const r = values.number(hex.r);
    return { x: values.number(hex.q) + r / 2, y: -r };
  }

  function measured(spots) {
    const across = spots.map((one) => one.x);
    const down = spots.map((one) => one.y);
    const left = Math.min(...across);
    const top = Math.min(...down);
    const wide = Math.max(...across) - left + 1;
    const high = (Math.max(...down) - top) * 1.5 + 2;
    const size = Math.min(WIDEST, ROOM.w / (wide * ROOT3), ROOM.h / high);
    return {
      left: left, top: top, size: size,
      x: (ROOM.w - wide * ROOT3 * size) / 2 + (ROOT3 * size) / 2, y: (ROOM.h - high * size) / 2 + size,
    };
  }

  function centre(one, grid) {
    return { x: grid.x + (one.x - grid.left) * ROOT3 * grid.size, y: grid.y + (one.y - grid.top) * 1.5 * grid.size };
  }

  function cell(svg, hex, at, size) {
    const declared = Boolean(values.words(hex.colour));
    const party = values.party(hex);
    const path = svgChild(svg, "path", { d: outline(at, size * 0.94), "stroke-width": "3" });
    path.setAttribute("fill", declared ? party.colour : INKS.row);
    path.setAttribute("stroke", declared ? INKS.plate : INKS.line);
    if (declared) {
      letters(svg, party, at, size);
    }
    if (values.words(hex.state) === "gain") {
      flag(svg, at, size * 0.94);
    }
  }

  function outline(at, size) {
    const points = [90, 150, 210, 270, 330, 30].map((degrees) => turned(at, size, degrees));
    return "M" + points.join(" L") + " Z";
  }

  /** A gain has a white corner at its top, kept apart by a dark line. */
  function flag(svg, at, size) {
    const y = (at.y - size * 0.64).toFixed(1);
    const half = size * 0.62;
    const path = "M" + turned(at, size, 270) + " L" + (at.x + half).toFixed(1) + " " + y + " L" + (at.x - half).toFixed(1) + " " + y + " Z";
    svgChild(svg, "path", { d: path, fill: INKS.text, stroke: INKS.plate, "stroke-width": "3", "stroke-linejoin": "round" });
  }

  function turned(at, size, degrees) {
    const angle = (degrees * Math.PI) / 180;
    return (at.x + size * Math.cos(angle)).toFixed(1) + " " + (at.y + size * Math.sin(angle)).toFixed(1);
  }

  function letters(svg, party, at, size) {
    const wide = text.width(party.abbr, 800);
    const fits = Math.floor(Math.min(size * 0.62, (size * 1.5) / Math.max(wide, 0.1)));
    if (fits < SMALLEST_LETTERS) {
      return;
    }
    const drawn = svgChild(svg, "text", {
      x: at.x.toFixed(1), y: (at.y + fits * 0.38).toFixed(1), "text-anchor": "middle", fill: party.ink,
    });
    text.dress(drawn.style);
    drawn.style.fontSize = fits + "px";
    drawn.style.fontWeight = "800";
    drawn.textContent = party.abbr;
  }

  function svgChild(svg, tag, attributes) {
    const element = document.createElementNS(svg.namespaceURI, tag);
    Object.keys(attributes).forEach((name) => element.setAttribute(name, attributes[name]));
    return svg.appendChild(element);
  }

  function legend(body, given) {
    const rows = values.list(given.legend, MOST_PARTIES);
    const tall = Math.min(84, Math.floor(LEGEND.h / Math.max(rows.length, 1)));
    rows.forEach((row, at) => {
      const box = { x: LEGEND.x, y: LEGEND.y + at * tall, w: LEGEND.w, h: tall - 6 };
      const field = "legend." + at;
      const plate = body.box(Object.assign({ fill: INKS.row, enter: "fade", at: 4 }, box));
      pieces.chip(plate, row.party, { x: box.x, y: box.y, w: 200, h: box.h, size: 40, on: INKS.row, field: field + ".party.abbr" });
      plate.text({
        words: row.seats_txt, x: box.x + 210, y: box.y, w: 130, h: box.h, size: 50, floor: 28, weight: 800, align: "right",
        rule: "figure", field: field + ".seats_txt",
      });
    });
  }

  /** What the shapes say, in words. */
  function key(body) {
    const svg = body.shape({ x: KEY.x, y: KEY.y, w: 360, h: KEY.h, paths: [], enter: "fade", at: 4 });
    const middle = KEY.h / 2;
    const cells = [{ x: 30, colour: "#6b7280", words: "Gain", wide: 90 }, { x: 186, colour: "", words: "To come", wide: 136 }];
    for (const one of cells) {
      const at = { x: one.x, y: middle };
      svgChild(svg, "path", {
        d: outline(at, 28), fill: one.colour || INKS.row, stroke: one.colour ? INKS.plate : INKS.line, "stroke-width": "3",
      });
      body.text({ words: one.words, x: KEY.x + one.x + 38, y: KEY.y, w: one.wide, h: KEY.h, size: 28, weight: 600, ink: INKS.muted });
    }
    flag(svg, { x: cells[0].x, y: middle }, 28);
  }

  scope.DeskGraphics["hex-map"] = HexMap;
})(window);
