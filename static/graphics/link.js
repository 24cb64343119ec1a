/*
 * The line between an output's page and the desk: frames down, heartbeats up.
 *
 * Owns connecting and connecting again, for ever and by itself. Refuses to show anything: where the line
 * is lost, what is on air stays, and the operator sees it by the heartbeats that do not come.
 */
(function (scope) {
  "use strict";

  const SILENCE_MS = 10000;
  const LOOK_MS = 1000;
  const SHORTEST_WAIT_MS = 250;
  const LONGEST_WAIT_MS = 4000;
  // Signed out, or the link was revoked: who lets the page in again need not reload it.
  const TURNED_AWAY_MS = 30000;
  const TURNED_AWAY = [4401, 4403, 4404];

  class DeskLink {
    /** `heard(content, first)`: a frame's content, and whether it is the first since the line was opened. */
    constructor(address, heard) {
      this.address = address;
      this.heard = heard;
      this.opened = () => undefined;
      this.seq = 0;
      this.tries = 0;
      this.timer = null;
      this.socket = null;
    }

    start() {
      setInterval(() => this.look(), LOOK_MS);
      document.addEventListener("visibilitychange", () => this.look());
      this.connect();
    }

    /** Sends a message up; lost where the line is. */
    say(message) {
      if (this.socket && this.socket.readyState === WebSocket.OPEN) {
        this.socket.send(JSON.stringify(message));
      }
    }

    connect() {
      clearTimeout(this.timer);
      this.timer = null;
      // Without a number the desk sends everything: what stands is drawn again from what it says.
      const socket = new WebSocket(this.address);
      this.socket = socket;
      this.first = true;
      this.aliveAt = now();
      socket.onopen = () => this.mine(socket) && this.opened();
      socket.onmessage = (event) => this.mine(socket) && this.read(event.data);
      socket.onclose = (event) => this.mine(socket) && this.closed(event.code);
    }

    mine(socket) {
      return socket === this.socket;
    }

    read(text) {
      this.aliveAt = now();
      this.tries = 0;
      const frame = parsed(text);
      if (typeof frame.content === "string") {
        this.seq = frame.seq;
        this.heard(parsed(frame.content), this.first);
        this.first = false;
      } else if (frame.beat && frame.since > this.seq) {
        // A frame was missed: the line is opened afresh, and brings everything.
        this.drop();
      }
    }

    closed(code) {
      this.socket = null;
      const most = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * Math.pow(2, this.tries));
      this.tries += 1;
      const wait = TURNED_AWAY.indexOf(code) < 0 ? most * (0.5 + Math.random() / 2) : TURNED_AWAY_MS;
      this.timer = setTimeout(() => this.connect(), wait);
    }

    /** A line that says nothing is lost, whatever the socket believes of itself. */
    look() {
      if (this.socket && now() - this.aliveAt > SILENCE_MS) {
        this.drop();
      }
    }

    drop() {
      const socket = this.socket;
      this.closed(0);
      socket.close();
    }
  }

  /** Milliseconds that only go forward: whoever sets the machine's clock must not keep a dead line alive. */
  function now() {
    return performance.now();
  }

  function parsed(text) {
    try {
      return JSON.parse(text) || {};
    } catch (error) {
      console.error("A frame that cannot be read; what is on air stays", error);
      return {};
    }
  }

  scope.DeskLink = DeskLink;
})(window);
