/*
 * Text that always fits its place: shrunk to a floor, then on two lines, then abbreviated, then cut.
 *
 * Owns the face, the measuring and the rules of abbreviation. Refuses to cut a figure: one that does
 * not fit is shrunk past its floor and told as not fitting. Whatever is cut is told too.
 */
(function (scope) {
  "use strict";

  const FAMILY = '"Desk Inter", "Liberation Sans", Arial, Helvetica, sans-serif';
  const FACE_FILE = "Inter%5Bopsz%2Cwght%5D.ttf";
  const RULED_AT = 200;
  const KEPT = 500;
  const LEADING = 1.14;
  const FACE_WAIT_MS = 2500;
  const ELLIPSIS = "\u2026";
  const PARTICLES = /^(de|del|der|den|di|du|la|le|van|von|al|el|bin|ap|st|o)$/i;
  const SHORTER = [
    [/ and /g, " & "],
    [/\b(North|South|East|West)(?=\s)/g, (whole) => whole[0] + "."],
    [/\s(North|South|East|West)$/, (whole) => whole.slice(0, 2)],
    [/shire\b/g, "s"],
  ];

  const kept = new Map();
  const faces = new Map();
  let ruler = null;

  /** What every element that holds text is styled with, so that what is measured is what is drawn. */
  function dress(style) {
    style.fontFamily = FAMILY;
    style.fontStyle = "normal";
    style.fontVariantNumeric = "tabular-nums";
    // One optical size for all: the width of a text is then in proportion to its size.
    style.fontVariationSettings = '"opsz" 28';
    style.fontKerning = "normal";
    style.letterSpacing = "normal";
    style.wordSpacing = "normal";
    style.textTransform = "none";
    style.textRendering = "geometricPrecision";
    style.whiteSpace = "pre";
  }

  /** Figures stand in columns; words without any are set as words, with hyphens no wider than they are. */
  function numerals(style, text) {
    style.fontVariantNumeric = /\d/.test(text) ? "tabular-nums" : "normal";
  }

  /** The typeface, from a folder's or a file's address. Resolves also where it cannot be had, and in time. */
  function face(address) {
    if (!address || !scope.FontFace) {
      return Promise.resolve();
    }
    if (!faces.has(address)) {
      faces.set(address, loaded(/\.(ttf|otf|woff2?)(\?|$)/.test(address) ? address : address.replace(/\/?$/, "/") + FACE_FILE));
    }
    return inTime(faces.get(address));
  }

  function loaded(file) {
    const found = new FontFace("Desk Inter", 'url("' + file + '")', { weight: "100 900" });
    return found.load().then(added, (error) => console.error("The typeface did not load", error));
  }

  function added(found) {
    document.fonts.add(found);
    kept.clear();
  }

  function inTime(promise) {
    let timer = null;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, FACE_WAIT_MS);
    });
    return Promise.race([promise, late]).then(() => clearTimeout(timer));
  }

  /** How wide a text is at a size of one pixel. */
  function width(text, weight) {
    const key = weight + "|" + text;
    if (!kept.has(key)) {
      // Bounded: ten hours of changing figures must not pile up.
      if (kept.size >= KEPT) {
        kept.clear();
      }
      kept.set(key, measured(text, weight));
    }
    return kept.get(key);
  }

  function measured(text, weight) {
    ruler = ruler || newRuler();
    ruler.style.fontWeight = String(weight);
    numerals(ruler.style, text);
    ruler.textContent = text;
    // Without layout (a page that is not displayed) a generous guess, never "everything fits".
    return (ruler.offsetWidth || text.length * 0.7 * RULED_AT) / RULED_AT;
  }

  // In a shadow root of its own: no page's style sheet reaches it, and graphics in closed roots share it.
  function newRuler() {
    const host = document.createElement("div");
    host.style.cssText = "all:initial;position:fixed;left:0;top:0;width:0;height:0;overflow:hidden;visibility:hidden;contain:strict";
    const span = document.createElement("span");
    dress(span.style);
    span.style.position = "absolute";
    span.style.fontSize = RULED_AT + "px";
    host.attachShadow({ mode: "closed" }).appendChild(span);
    document.documentElement.appendChild(host);
    return span;
  }

  /**
   * Lines and a size for a text in a place {w, h, size, floor, weight, lines, rule}.
   * `rule`: "name" | "place" | "title" | "words" | "figure". Answers {lines, size, lost}.
   */
  function fit(text, place) {
    if (place.rule === "figure") {
      return figure(text, place);
    }
    for (const shorter of shortenings(text, place.rule)) {
      const found = laid(shorter, place);
      if (found) {
        return found;
      }
    }
    return cut(text, place);
  }

  function laid(text, place) {
    const one = fitted([text], place);
    if (one || place.lines !== 2) {
      return one;
    }
    return fitted(halves(text, place.weight), place);
  }

  /** The lines at the greatest size that fits, or null where that is under the floor. */
  function fitted(lines, place) {
    const widest = Math.max(...lines.map((line) => width(line, place.weight)));
    const high = lines.length > 1 ? place.h / (lines.length * LEADING) : place.size;
    const size = Math.floor(Math.min(place.size, high, room(place) / Math.max(widest, 0.001)));
    return size >= place.floor ? { lines: lines, size: size, lost: false } : null;
  }

  function room(place) {
    return place.w - 2;
  }

  function figure(text, place) {
    const found = laid(text, place);
    if (found) {
      return found;
    }
    const size = Math.floor(Math.min(place.size, room(place) / Math.max(width(text, place.weight), 0.001)));
    return { lines: [text], size: Math.max(size, 1), lost: true };
  }

  /** The break that leaves the longer line as short as can be. */
  function halves(text, weight) {
    const all = text.split(" ");
    let best = [text];
    for (let at = 1; at < all.length; at += 1) {
      const pair = [all.slice(0, at).join(" "), all.slice(at).join(" ")];
      if (widest(pair, weight) < widest(best, weight)) {
        best = pair;
      }
    }
    return best;
  }

  function widest(lines, weight) {
    return Math.max(...lines.map((line) => width(line, weight)));
  }

  function cut(text, place) {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const fits = width(text.slice(0, middle).trim() + ELLIPSIS, place.weight) * place.floor <= room(place);
      low = fits ? middle : low;
      high = fits ? high : middle - 1;
    }
    return { lines: [text.slice(0, low).trim() + ELLIPSIS], size: place.floor, lost: true };
  }

  /** The text, then ever shorter ones that say the same. */
  function shortenings(text, rule) {
    const tries = rule === "name" ? names(text) : rule === "title" ? titles(text) : progressively(text);
    return [text, ...tries.filter((one) => one && one !== text)];
  }

  function progressively(text) {
    let now = text;
    return SHORTER.map((pair) => {
      now = now.replace(pair[0], pair[1]);
      return now;
    });
  }

  /** What an election is called, without its part of the country. */
  function titles(text) {
    const short = text.replace(/: .*$/, "");
    return [short, ...progressively(short)];
  }

  /** Middle names to initials, then gone, then the first name to its initial. */
  function names(text) {
    const all = text.split(" ");
    let last = all.length - 1;
    while (last > 1 && PARTICLES.test(all[last - 1])) {
      last -= 1;
    }
    const surname = all.slice(last).join(" ");
    const middle = all.slice(1, last).map((one) => one[0] + ".");
    const initial = all[0][0] + ".";
    const tries = [[all[0], ...middle, surname], [all[0], surname], [initial, surname]];
    return last > 0 ? tries.map((parts) => parts.join(" ")) : [];
  }

  scope.DeskText = { LEADING, dress, numerals, face, width, fit };
})(window);
