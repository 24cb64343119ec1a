// @ts-check
/*
 * A graphic as an OGraf v1 web component: the same class as on every other output, behind EBU's calls.
 *
 * Owns the calls' answers and steps alone. Importing it does nothing; nothing is looked for in the
 * document, so that it works in a closed shadow root; every call may come without arguments, in any
 * order, with strings for numbers, and before the one before it has resolved.
 */
import { newGraphic } from "./desk.mjs";

const TYPEFACE = "./Inter.ttf";

/** @typedef {import("ograf").GraphicsAPI.Graphic} Graphic */

/** @implements {Graphic} */
export default class DeskOgraf extends HTMLElement {
  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    /** @type {any} */
    this.graphic = null;
    this.disposed = false;
  }

  /** @type {Graphic["load"]} */
  async load(params) {
    const asked = given(params);
    if (asked.renderType === "non-realtime") {
      return refused("This graphic draws in real time only");
    }
    this.disposed = false;
    return answered(() => this.take(asked.data));
  }

  /** @type {Graphic["playAction"]} */
  async playAction(params) {
    const asked = given(params);
    const graphic = this.drawing();
    const target = wanted(asked, graphic.step);
    const settled = truth(asked.skipAnimation);
    const ends = target >= graphic.stepCount;
    // At its end a graphic has no step to tell: the published types ask for one all the same.
    return /** @type {any} */ (
      answered(async () => {
        const step = await (ends ? graphic.stop({ settled }) : graphic.play({ step: target, settled }));
        return step >= 0 ? { statusCode: 200, currentStep: step } : { statusCode: 200 };
      })
    );
  }

  /** @type {Graphic["updateAction"]} */
  async updateAction(params) {
    const asked = given(params);
    const graphic = this.drawing();
    const taken = graphic.read(asked.data);
    if (!taken) {
      return refused("The data cannot be read; the last data stays");
    }
    return answered(() => graphic.update(taken, { settled: truth(asked.skipAnimation) }).then(done));
  }

  /** @type {Graphic["stopAction"]} */
  async stopAction(params) {
    const settled = truth(given(params).skipAnimation);
    return answered(() => this.drawing().stop({ settled }).then(done));
  }

  /** @type {Graphic["customAction"]} */
  async customAction(params) {
    const asked = given(params);
    const graphic = this.drawing();
    if (asked.id !== "correct-now" || !graphic.correctNow) {
      return refused("This graphic has no action of that name");
    }
    const data = graphic.read(given(asked.payload).data);
    return data ? answered(() => graphic.correctNow(data).then(done)) : refused("The data cannot be read");
  }

  /** @type {Graphic["dispose"]} */
  async dispose() {
    this.disposed = true;
    if (this.graphic) {
      this.graphic.dispose();
    }
    this.root.textContent = "";
    this.textContent = "";
    return done();
  }

  /** @type {Graphic["goToTime"]} */
  async goToTime() {
    return refused("This graphic draws in real time only");
  }

  /** @type {Graphic["setActionsSchedule"]} */
  async setActionsSchedule() {
    return /** @type {any} */ (refused("This graphic draws in real time only"));
  }

  /** Takes data as the whole state; data that cannot be read leaves what there is. @param {unknown} data */
  async take(data) {
    const graphic = this.drawing();
    const taken = graphic.read(data);
    await (taken || !graphic.loaded ? graphic.load(taken || {}) : graphic.loaded);
    return taken ? done() : refused("The data cannot be read");
  }

  /** The class behind it, made when it is first asked for, and again on a load after a dispose. */
  drawing() {
    if (!this.graphic || (this.graphic.gone && !this.disposed)) {
      this.graphic = newGraphic(this.root, { fonts: new URL(TYPEFACE, import.meta.url).href });
    }
    if (this.disposed) {
      this.graphic.dispose();
    }
    return this.graphic;
  }
}

/** What a call was given, as a map: hosts call without arguments too. @param {any} params @returns {any} */
function given(params) {
  return params === undefined || params === null ? {} : params;
}

/** The step a play asks for, from zero. @param {any} asked @param {number} current */
function wanted(asked, current) {
  const goto = whole(asked.goto);
  if (goto !== undefined && goto >= 0) {
    return goto;
  }
  const delta = whole(asked.delta);
  return Math.max(current + (delta === undefined ? 1 : delta), 0);
}

/** @param {unknown} value */
function whole(value) {
  const read = value === undefined || value === null || value === "" ? NaN : Number(value);
  return Number.isFinite(read) ? Math.trunc(read) : undefined;
}

/** @param {unknown} value */
function truth(value) {
  return value === true || /^(true|1)$/i.test(String(value));
}

function done() {
  return { statusCode: 200 };
}

/** @param {string} statusMessage */
function refused(statusMessage) {
  return { statusCode: 400, statusMessage };
}

/**
 * The answer, also where drawing fails: a host is told, and nothing is thrown at it.
 * @param {() => Promise<any>} act
 */
async function answered(act) {
  try {
    return await act();
  } catch (error) {
    console.error("The graphic could not be drawn", error);
    return { statusCode: 500, statusMessage: "The graphic could not be drawn" };
  }
}
