/*
 * Keeps an operator's panel true: what its line brings, what her own acts were answered, its own sign of life.
 *
 * Owns the order of these: whatever is drawn is newer than what stands, by its number, whichever way it came.
 * The sign of life tells the desk that the panel is open, and brings the other operators and the pages that
 * draw the output. Only where the line brings nothing does it ask for all the rest too.
 */
(function (scope) {
  "use strict";

  var KEEP_MS = 3000;
  var ENDED = {
    4401: "You are signed out, or no operator any more: sign in again, then load the panel",
    4403: "The graphics desk is for graphics operators and producers",
    4404: "This output is no longer there",
  };
  var panel = scope.DeskPanel;
  var line = scope.DeskLine;
  var main = panel.main;
  var keptAt = 0;

  function connect() {
    line.open(main.dataset.socket).addEventListener("message", function (event) {
      var frame = line.read(event.data);
      if (line.fits(frame)) {
        panel.draw(panel.parts(frame.content));
        line.applied(frame);
      }
    });
  }

  /** Draws the panel as an act left it, or as it was asked for, unless something newer stands. */
  function answered(answer) {
    var seq = Number(answer.headers.get("X-Desk-Seq"));
    if (seq > line.seq) {
      panel.draw(panel.parts(answer.text));
      line.lift(seq);
    }
  }

  function keep() {
    // Turned away since the last one, perhaps.
    if (line.hasEnded()) { return; }
    panel.post(main.dataset.keep, line.isLive() ? {} : { seq: line.seq }).then(kept).catch(function () {
      // Said by the lamp, once nothing was heard for a while.
    }).finally(function () { setTimeout(keep, KEEP_MS); });
  }

  function kept(answer) {
    if (answer.status === 403) {
      line.end(ENDED[4401]);
    }
    if (!answer.ok) { return; }
    keptAt = Date.now();
    answered(answer);
    panel.draw(panel.parts(answer.text).filter(function (part) { return part.id === "panel-pages"; }));
  }

  function silent(since) {
    var at = since ? " since " + since : "";
    return Date.now() - keptAt < 2 * KEEP_MS
      ? "Not pushed" + at + ", asked every " + KEEP_MS / 1000 + " s"
      : "No answer from the desk" + at;
  }

  panel.answered = answered;
  line.start({
    seq: Number(main.dataset.seq),
    asAt: 0,
    connect: connect,
    ended: ENDED,
    silent: silent,
    said: function (words, state) { panel.say(state === "live" ? "done" : "refused", words); },
    looked: function () {},
  });
  line.connect();
  keep();
})(window);
