/*
 * Flat fields to a graphic's values: what play-out systems send is one string a field.
 *
 * Owns the reading of `f0`, `f1` … by the template's table of fields, of lists as lines with a bar
 * between the columns, and of data as JSON or XML text. Refuses to guess: text that cannot be read is
 * null, and the caller keeps what it has. Values under their own names pass as they are.
 */
(function (scope) {
  "use strict";

  const PARTY = /^(\S+)(?:\s+(#[0-9a-f]{6}))?(?:\s+(.*))?$/i;
  const RGB = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i;

  /** A map out of JSON or XML text; empty where there is none, null where it cannot be read. */
  function read(text) {
    const words = String(text === undefined || text === null ? "" : text).trim();
    if (!words) {
      return {};
    }
    return words[0] === "<" ? fromXml(words) : fromJson(words);
  }

  function fromJson(words) {
    try {
      const found = JSON.parse(words);
      return typeof found === "object" && found !== null && !Array.isArray(found) ? found : null;
    } catch (error) {
      return null;
    }
  }

  function fromXml(words) {
    const found = new DOMParser().parseFromString(words, "text/xml");
    if (found.getElementsByTagName("parsererror").length) {
      return null;
    }
    const raw = {};
    for (const component of Array.from(found.getElementsByTagName("componentData"))) {
      const data = component.getElementsByTagName("data")[0];
      raw[component.getAttribute("id")] = data ? data.getAttribute("value") || "" : "";
    }
    return raw;
  }

  /** A graphic's values out of everything that was sent so far. */
  function values(raw, fields) {
    const named = {};
    const known = new Map(fields.map((field) => [field.field, field]));
    for (const name of Object.keys(raw)) {
      const field = known.get(name);
      if (field) {
        put(named, field.path.split("."), valueOf(raw[name], field));
      } else {
        named[name] = raw[name];
      }
    }
    return completed(named);
  }

  function put(map, path, value) {
    const last = path[path.length - 1];
    let at = map;
    for (const part of path.slice(0, -1)) {
      at[part] = isMap(at[part]) ? at[part] : {};
      at = at[part];
    }
    at[last] = value;
  }

  function isMap(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function valueOf(value, field) {
    if (field.columns && typeof value === "string" && value.trim()[0] !== "[") {
      return lines(value, field.columns);
    }
    return field.colour ? colour(value) : value;
  }

  function lines(text, columns) {
    // A system that cannot send a line end sends two bars.
    return text.split(/\r?\n|\|\|/).filter((line) => line.trim()).map((line) => row(line, columns));
  }

  function row(line, columns) {
    const cells = line.split("|").map((cell) => cell.trim());
    const made = {};
    columns.forEach((column, at) => {
      const cell = cells[at] || "";
      made[column] = column === "party" ? party(cell) : cell;
    });
    return completed(made);
  }

  /** A party as "Lab #e4003b Labour": abbreviation, colour, name. */
  function party(cell) {
    const found = PARTY.exec(cell) || [];
    return { abbr: found[1] || "", colour: found[2] || "", name: found[3] || "" };
  }

  function colour(value) {
    const found = RGB.exec(value);
    return found ? "#" + found.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("") : value;
  }

  /** A figure that came as text only is its own number: bars are drawn from it. Empty parties go. */
  function completed(map) {
    for (const name of Object.keys(map)) {
      const plain = name.replace(/_txt$/, "");
      if (plain !== name && map[plain] === undefined) {
        map[plain] = map[name];
      }
      if (isMap(map[name])) {
        completed(map[name]);
      }
      // A form always sends its colour: without an abbreviation that is no party.
      if (isMap(map[name]) && map[name].abbr === "") {
        delete map[name];
      }
    }
    return map;
  }

  scope.DeskFlat = { read, values };
})(window);
