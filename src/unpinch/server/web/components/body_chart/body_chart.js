// The body chart as a thing to touch. The checkboxes of the list hold the truth: the drawing only shows and sets them,
// so the form sends the same fields with and without this script.

// A finger that rests this long means to draw; one that moves earlier means to scroll.
const HOLD_MS = 220;
const MOVED_PX = 10;
const AFTER_POINTER_MS = 500;
const PAIRS = { front: "back", back: "front", left: "right", right: "left" };
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class BodyChart {
  constructor(root) {
    this.root = root;
    this.boxes = new Map([...root.querySelectorAll(".up-body__box")].map((box) => [box.value, box]));
    this.shapes = new Map();
    this.history = [];
    this.status = root.querySelector("[data-up-body-status]");
    this.chosen = root.querySelector("[data-up-body-chosen]");
    this.undoButton = root.querySelector("[data-up-body-undo]");
    this.clearButton = root.querySelector("[data-up-body-clear]");
    this.drawings = [...root.querySelectorAll("[data-up-body-drawing]")];
    this.drawings.forEach((drawing) => this.bringToLife(drawing));
    this.listen();
    root.querySelectorAll("[data-up-body-needs-script]").forEach((part) => { part.hidden = false; });
    root.querySelector("[data-up-body-list]").open = false;
    root.classList.add("up-body--live");
    this.show(root.dataset.view);
    this.draw();
  }

  // Roles and names are given here, not by the server: without script the shapes cannot be operated.
  bringToLife(drawing) {
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", drawing.dataset.upBodyName);
    drawing.setAttribute("aria-describedby", `${this.root.id}-hint`);
    const boxes = [...this.boxes.values()];
    drawing.querySelectorAll("[data-n]").forEach((shape, index) => {
      shape.dataset.mark = boxes[Number(shape.dataset.n)].value;
      const name = this.name(shape.dataset.mark);
      shape.setAttribute("role", "checkbox");
      shape.setAttribute("aria-label", name);
      shape.setAttribute("tabindex", index ? "-1" : "0");
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = name;
      shape.append(title);
      this.shapes.set(shape.dataset.mark, [...(this.shapes.get(shape.dataset.mark) ?? []), shape]);
    });
  }

  listen() {
    this.root.addEventListener("change", (event) => {
      if (!event.target.matches(".up-body__box")) return;
      const { value, checked } = event.target;
      this.remember(new Set(this.marked()).add(value), checked ? value : null);
      this.draw();
      this.say(value);
    });
    this.undoButton.addEventListener("click", () => this.undo());
    this.clearButton.addEventListener("click", () => this.clear());
    this.root.querySelectorAll("[data-up-body-show]").forEach((button) => {
      button.addEventListener("click", () => this.show(button.dataset.upBodyShow));
    });
    this.drawings.forEach((drawing) => {
      drawing.addEventListener("keydown", (event) => this.onKey(event, drawing));
      drawing.addEventListener("focusin", (event) => this.onFocus(event.target, drawing));
      drawing.addEventListener("focusout", () => this.ring(drawing, null));
      new Brush(drawing, this);
    });
  }

  marked() {
    return [...this.boxes.values()].filter((box) => box.checked).map((box) => box.value);
  }

  isMarked(value) {
    return this.boxes.get(value).checked;
  }

  // What was marked before a change; the list's own checkbox has changed already when it tells us.
  remember(before, added = null) {
    before.delete(added);
    this.history.push(before);
  }

  beginStroke() {
    this.remember(new Set(this.marked()));
  }

  mark(value, on) {
    if (this.isMarked(value) === on) return;
    this.boxes.get(value).checked = on;
    this.draw();
    this.say(value);
    this.root.dispatchEvent(new CustomEvent("up-body:change", { bubbles: true, detail: { marked: this.marked() } }));
  }

  toggle(value) {
    this.beginStroke();
    this.mark(value, !this.isMarked(value));
  }

  undo() {
    const before = this.history.pop();
    if (before) this.restore(before);
  }

  clear() {
    this.beginStroke();
    this.restore(new Set());
  }

  restore(marked) {
    this.boxes.forEach((box, value) => { box.checked = marked.has(value); });
    this.draw();
    this.say(null);
  }

  draw() {
    this.shapes.forEach((shapes, value) => {
      const on = this.isMarked(value);
      shapes.forEach((shape) => {
        shape.setAttribute("aria-checked", String(on));
        shape.toggleAttribute("data-on", on);
        if (on) shape.setAttribute("fill", shape.parentNode.dataset.upBodyHatch);
        else shape.removeAttribute("fill");
      });
    });
    this.drawings.forEach((drawing) => {
      const paths = [...drawing.querySelectorAll("[data-on]")].map((shape) => shape.getAttribute("d"));
      drawing.querySelector("[data-up-body-marks]").setAttribute("d", paths.join(""));
    });
    this.undoButton.disabled = this.history.length === 0;
    this.clearButton.disabled = this.marked().length === 0;
  }

  say(value) {
    const words = this.status.dataset;
    const names = this.marked().map((one) => this.name(one));
    const news = value ? `${this.isMarked(value) ? words.on : words.off} ${this.name(value)}. ` : "";
    this.status.textContent = `${news}${words.count} ${names.length}.`;
    this.chosen.textContent = names.join("; ");
  }

  name(value) {
    return this.boxes.get(value).getAttribute("aria-label");
  }

  show(view) {
    this.root.dataset.view = view;
    this.drawings.forEach((drawing) => {
      const name = drawing.dataset.upBodyDrawing;
      const figure = drawing.closest(".up-body__figure");
      figure.classList.toggle("up-body__figure--shown", name === view);
      figure.classList.toggle("up-body__figure--paired", name === view || name === PAIRS[view]);
    });
    this.root.querySelectorAll("[data-up-body-show]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.upBodyShow === view));
    });
  }

  onKey(event, drawing) {
    const shape = event.target.closest("[data-mark]");
    if (!shape || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.toggle(shape.dataset.mark);
    } else if (event.key in ARROWS) {
      event.preventDefault();
      nearest(shape, drawing, ARROWS[event.key])?.focus();
    }
  }

  onFocus(target, drawing) {
    const shape = target.closest("[data-mark]");
    if (!shape) return;
    drawing.querySelectorAll("[data-mark]").forEach((other) => other.setAttribute("tabindex", "-1"));
    shape.setAttribute("tabindex", "0");
    this.ring(drawing, shape.matches(":focus-visible") ? shape : null);
  }

  // Drawn on top of everything: a shape's own outline would lie half under its neighbours.
  ring(drawing, shape) {
    drawing.querySelector("[data-up-body-focus]").setAttribute("d", shape ? shape.getAttribute("d") : "");
  }
}

// Mouse and pen mark at once and draw on; a finger taps, or holds and then draws, so that the page still scrolls.
class Brush {
  constructor(drawing, chart) {
    this.chart = chart;
    this.isDrawing = false;
    this.start = null;
    this.pointedAt = -Infinity;
    drawing.addEventListener("pointerdown", (event) => this.down(event));
    drawing.addEventListener("pointermove", (event) => this.move(event));
    drawing.addEventListener("pointerup", (event) => this.up(event));
    drawing.addEventListener("pointercancel", () => this.stop());
    drawing.addEventListener("pointerleave", () => this.stop());
    drawing.addEventListener("contextmenu", (event) => { if (this.start) event.preventDefault(); });
    drawing.addEventListener("touchmove", (event) => { if (this.isDrawing) event.preventDefault(); }, { passive: false });
    drawing.addEventListener("click", (event) => this.click(event));
  }

  // A screen reader clicks without a pointer; the click that ends a pointer's stroke comes right after it.
  click(event) {
    const shape = event.target.closest("[data-mark]");
    if (shape && event.timeStamp - this.pointedAt > AFTER_POINTER_MS) this.chart.toggle(shape.dataset.mark);
  }

  down(event) {
    const shape = event.target.closest("[data-mark]");
    if (!shape || event.button !== 0 || !event.isPrimary) return;
    this.start = { x: event.clientX, y: event.clientY, value: shape.dataset.mark };
    if (shape.hasPointerCapture(event.pointerId)) shape.releasePointerCapture(event.pointerId);
    if (event.pointerType === "touch") this.timer = setTimeout(() => this.begin(), HOLD_MS);
    else this.begin();
  }

  begin() {
    this.isDrawing = true;
    this.on = !this.chart.isMarked(this.start.value);
    this.chart.beginStroke();
    this.chart.mark(this.start.value, this.on);
  }

  move(event) {
    if (!this.start) return;
    if (this.isDrawing) {
      const shape = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-mark]");
      if (shape && this.chart.root.contains(shape)) this.chart.mark(shape.dataset.mark, this.on);
    } else if (Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) > MOVED_PX) {
      this.stop();
    }
  }

  up(event) {
    this.pointedAt = event.timeStamp;
    if (this.start && !this.isDrawing) this.chart.toggle(this.start.value);
    this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.isDrawing = false;
    this.start = null;
  }
}

// The middle of the part on the figure: a region's second part is the larger foot beside it.
function middle(shape) {
  const probe = shape.cloneNode();
  probe.setAttribute("d", `${shape.getAttribute("d").split("z")[0]}z`);
  probe.removeAttribute("data-mark");
  shape.parentNode.append(probe);
  const box = probe.getBBox();
  probe.remove();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// The neighbour in a direction: near along it, and nearer still if it is not off to the side.
function nearest(from, drawing, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  drawing.querySelectorAll("[data-mark]").forEach((shape) => {
    if (shape === from) return;
    const [sx, sy] = middle(shape);
    const along = (sx - x) * dx + (sy - y) * dy;
    const aside = Math.abs((sx - x) * dy) + Math.abs((sy - y) * dx);
    if (along > 1 && along + 2 * aside < least) {
      least = along + 2 * aside;
      best = shape;
    }
  });
  return best;
}

document.querySelectorAll("[data-up-body]:not(.up-body--read)").forEach((root) => new BodyChart(root));
