/*
 * What a graphic draws on: boxes, text and shapes at places of the 1920 × 1080 frame.
 *
 * Owns the look's colours and the marking of what fits and what moves. Styles are set on the elements
 * one by one: no sheet to load, so that it looks the same in a page, in a shadow root and in an old
 * player, under any content security policy. Every place is given in the frame's own pixels, however
 * deep the nesting.
 */
(function (scope) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const text = scope.DeskText;

  const INKS = {
    plate: "#0a0f18",
    row: "#151e2c",
    track: "#263347",
    line: "#4a5a72",
    text: "#ffffff",
    muted: "#b9c5d6",
    paper: "#f5f7fa",
    dark: "#0b0f16",
    amber: "#ffb000",
    amberInk: "#191000",
    rehearsal: "#5b21b6",
  };

  class DeskPaper {
    /** `sheet` gathers for one drawing: {parts, lost}. */
    constructor(element, x, y, sheet) {
      this.element = element;
      this.x = x;
      this.y = y;
      this.sheet = sheet;
    }

    /** An empty layer of the whole frame. */
    static layer() {
      const element = placed("div", 0, 0, 1920, 1080);
      return new DeskPaper(element, 0, 0, { parts: [], lost: [] });
    }

    /**
     * A box {x, y, w, h, fill, edge, hatch, clip, enter, at, frames, origin}, and paper to draw in it.
     * One that enters by a wipe, or from above or below, moves inside a mask of its own place.
     */
    box(look) {
      const element = this.put(placed("div", look.x - this.x, look.y - this.y, look.w, look.h));
      const inner = masked(look.enter) ? within(element, look) : element;
      paint(inner.style, look);
      if (look.clip) {
        element.style.overflow = "hidden";
      }
      this.moves(inner, look);
      return new DeskPaper(inner, look.x, look.y, this.sheet);
    }

    /**
     * Text {words, x, y, w, h, size, floor, weight, ink, align, lines, rule, field} in the middle of
     * its height. What had to be cut is noted under `field`.
     */
    text(look) {
      const place = Object.assign({ weight: 600, floor: Math.min(24, look.size), lines: 1, rule: "words" }, look);
      const words = scope.DeskValues.words(look.words);
      if (!words) {
        return 0;
      }
      const found = text.fit(words, place);
      if (found.lost) {
        this.sheet.lost.push(look.field || words);
      }
      found.lines.forEach((line, at) => this.put(lettered(line, at, found, place, this)));
      return Math.max(...found.lines.map((line) => text.width(line, place.weight))) * found.size;
    }

    /** A shape {x, y, w, h, path, fill, edge, thick}: the path in its own box, from 0 0. */
    shape(look) {
      const svg = this.put(placed("svg", look.x - this.x, look.y - this.y, look.w, look.h, SVG));
      svg.setAttribute("viewBox", "0 0 " + look.w + " " + look.h);
      for (const one of look.paths || [look]) {
        svg.appendChild(path(one));
      }
      this.moves(svg, look);
      return svg;
    }

    put(element) {
      this.element.appendChild(element);
      return element;
    }

    moves(element, look) {
      if (look.enter) {
        this.sheet.parts.push({ element: element, enter: look.enter, at: look.at, frames: look.frames });
      }
    }
  }

  function placed(tag, x, y, w, h, space) {
    const element = space ? document.createElementNS(space, tag) : document.createElement(tag);
    const style = element.style;
    style.position = "absolute";
    style.display = "block";
    style.left = Math.round(x) + "px";
    style.top = Math.round(y) + "px";
    style.width = Math.round(w) + "px";
    style.height = Math.round(h) + "px";
    style.boxSizing = "border-box";
    return element;
  }

  function masked(enter) {
    return enter === "wipe" || enter === "back" || enter === "rise" || enter === "drop";
  }

  function within(mask, look) {
    mask.style.overflow = "hidden";
    return mask.appendChild(placed("div", 0, 0, look.w, look.h));
  }

  function paint(style, look) {
    if (look.fill) {
      style.backgroundColor = look.fill;
    }
    if (look.hatch) {
      style.backgroundImage = "repeating-linear-gradient(45deg," + look.hatch + " 0 6px,transparent 6px 16px)";
    }
    if (look.edge) {
      style.boxShadow = "inset 0 0 0 " + (look.thick || 3) + "px " + look.edge;
    }
    if (look.ramp) {
      style.backgroundImage = look.ramp;
    }
    style.transformOrigin = look.origin || "left center";
  }

  function lettered(line, at, found, place, paper) {
    const leading = Math.round(found.size * text.LEADING);
    const top = place.y + (place.h - leading * found.lines.length) / 2 + leading * at;
    const element = placed("div", place.x - paper.x, top - paper.y, place.w, leading);
    const style = element.style;
    style.fontSize = found.size + "px";
    style.fontWeight = String(place.weight);
    style.lineHeight = leading + "px";
    style.color = place.ink || INKS.text;
    style.textAlign = place.align || "left";
    text.numerals(style, line);
    element.textContent = line;
    return element;
  }

  function path(look) {
    const element = document.createElementNS(SVG, "path");
    element.setAttribute("d", look.path);
    element.setAttribute("fill", look.fill || "none");
    if (look.edge) {
      element.setAttribute("stroke", look.edge);
      element.setAttribute("stroke-width", String(look.thick || 3));
      element.setAttribute("stroke-linejoin", "round");
    }
    return element;
  }

  DeskPaper.INKS = INKS;
  DeskPaper.placed = placed;
  scope.DeskPaper = DeskPaper;
})(window);
