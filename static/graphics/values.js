/*
 * What a graphic is given, made safe to draw: words, numbers, switches, parties and lists.
 *
 * Owns the reading of values. Every value may come as a string ("true", "12", a list as JSON text),
 * as play-out systems send them. Refuses to work anything out: figures are printed as they came.
 */
(function (scope) {
  "use strict";

  const NO_COLOUR = "#6b7280";
  const LIGHT_INK = "#ffffff";
  const DARK_INK = "#0b0b0c";
  const LEGIBLE = 4.5;
  const COLOUR = /^#[0-9a-f]{6}$/i;

  /** A map of values, or null where there is none to be had: the caller keeps what it has. */
  function take(data) {
    if (data === undefined || data === null || data === "") {
      return {};
    }
    const read = typeof data === "string" ? parsed(data) : data;
    return isMap(read) ? read : null;
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      return null;
    }
  }

  function isMap(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function map(value) {
    const read = typeof value === "string" ? parsed(value) : value;
    return isMap(read) ? read : {};
  }

  /** At most `most` maps: whatever else the list holds is left out. */
  function list(value, most) {
    const read = typeof value === "string" ? parsed(value) : value;
    return Array.isArray(read) ? read.filter(isMap).slice(0, most) : [];
  }

  /** One line of text; nothing for what is missing. */
  function words(value) {
    if (value === undefined || value === null || typeof value === "object") {
      return "";
    }
    return String(value).replace(/\s+/g, " ").trim();
  }

  /** A number out of 12, "12", "12,345", "44.2%" or "−3.1"; 0 for anything else. */
  function number(value) {
    const read = Number(words(value).replace(/[,%+\s]/g, "").replace("\u2212", "-"));
    return Number.isFinite(read) ? read : 0;
  }

  function truth(value) {
    return /^(true|1|yes|on)$/i.test(words(value));
  }

  /** A party with a colour and an ink that can be read on it, whatever was given. */
  function party(value) {
    const given = map(value);
    const colour = COLOUR.test(given.colour) ? given.colour : NO_COLOUR;
    return { abbr: words(given.abbr), name: words(given.name), colour: colour, ink: inkOn(colour, given.ink) };
  }

  function inkOn(colour, given) {
    if (COLOUR.test(given) && contrast(given, colour) >= LEGIBLE) {
      return given;
    }
    return contrast(LIGHT_INK, colour) >= LEGIBLE ? LIGHT_INK : DARK_INK;
  }

  /** Contrast of two colours (#rrggbb), 1 to 21. */
  function contrast(one, other) {
    const pair = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (pair[1] + 0.05) / (pair[0] + 0.05);
  }

  function luminance(colour) {
    const parts = [1, 3, 5].map((start) => linear(parseInt(colour.slice(start, start + 2), 16) / 255));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  function linear(channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  scope.DeskValues = { take, map, list, words, number, truth, party, contrast };
})(window);
