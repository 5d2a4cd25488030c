// The body chart as a thing to touch. The checkboxes of the lists hold the truth, one list for each kind of feeling: the
// drawing only shows and sets them, so the form sends the same fields with and without this script.

// A finger that rests this long means to draw; one that moves earlier means to scroll.
const HOLD_MS = 220;
const MOVED_PX = 10;
const AFTER_POINTER_MS = 500;
const ZOOM_MAX = 3;
const PAIRS = { front: "back", back: "front", left: "right", right: "left" };
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class BodyChart {
  constructor(root) {
    this.root = root;
    // All lists name the same areas in the same order, so that a number says which box of each is an area's own.
    this.lists = new Map([...root.querySelectorAll("[data-up-body-list]")].map((list) => (
      [list.dataset.upBodyList, [...list.querySelectorAll(".up-body__box")]]
    )));
    this.boxes = [...this.lists.values()].flat();
    this.areas = this.lists.values().next().value;
    this.choices = [...root.querySelectorAll("[data-up-body-choose]")];
    this.history = [];
    this.status = root.querySelector("[data-up-body-status]");
    this.stage = root.querySelector("[data-up-body-stage]");
    this.undoButton = root.querySelector("[data-up-body-undo]");
    this.clearButton = root.querySelector("[data-up-body-clear]");
    this.zoomButtons = [...root.querySelectorAll("[data-up-body-zoom]")];
    this.drawings = [...root.querySelectorAll("[data-up-body-drawing]")];
    this.drawings.forEach((drawing) => this.bringToLife(drawing));
    this.listen();
    root.querySelectorAll("[data-up-body-needs-script]").forEach((part) => { part.hidden = false; });
    root.querySelector("[data-up-body-lists]").open = false;
    root.classList.add("up-body--live");
    this.show(root.dataset.view);
    this.draw();
  }

  // Roles and names are given here, not by the server: without script the shapes cannot be operated.
  bringToLife(drawing) {
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-describedby", `${this.root.id}-hint`);
    this.shapesOf(drawing).forEach((shape, index) => {
      const area = this.areas[Number(shape.dataset.n)];
      shape.dataset.mark = area.value;
      shape.setAttribute("role", "checkbox");
      shape.setAttribute("tabindex", index ? "-1" : "0");
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = nameOf(area);
      shape.append(title);
    });
  }

  listen() {
    this.root.addEventListener("change", (event) => {
      const box = event.target;
      if (box.matches("[data-up-body-choose]")) this.draw();
      if (!box.matches(".up-body__box")) return;
      // The box has changed already when it tells us.
      this.history.push(this.boxes.filter((one) => one.checked !== (one === box)));
      this.draw();
      this.say(box);
    });
    this.undoButton.addEventListener("click", () => this.undo());
    this.clearButton.addEventListener("click", () => this.clear());
    this.zoomButtons.forEach((button) => {
      button.addEventListener("click", () => this.zoom(this.zoomed() + Number(button.dataset.upBodyZoom)));
    });
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

  // Asked each time: a browser may put back what was chosen before the page was left.
  choice() {
    return this.choices.find((choice) => choice.checked);
  }

  shapesOf(drawing) {
    return [...drawing.querySelectorAll("[data-n]")];
  }

  // The checkbox that a shape stands for: its area, in the list of what is chosen.
  boxOf(shape) {
    return this.lists.get(this.choice().value)[Number(shape.dataset.n)];
  }

  marked() {
    return this.boxes.filter((box) => box.checked);
  }

  beginStroke() {
    this.history.push(this.marked());
  }

  mark(box, on) {
    if (box.checked === on) return;
    box.checked = on;
    this.draw();
    this.say(box);
    const marked = this.marked().map((one) => one.value);
    this.root.dispatchEvent(new CustomEvent("up-body:change", { bubbles: true, detail: { marked } }));
  }

  toggle(box) {
    this.beginStroke();
    this.mark(box, !box.checked);
  }

  undo() {
    const before = this.history.pop();
    if (before) this.restore(before);
  }

  clear() {
    this.beginStroke();
    this.restore([]);
  }

  restore(marked) {
    this.boxes.forEach((box) => { box.checked = marked.includes(box); });
    this.draw();
    this.say(null);
  }

  draw() {
    this.drawings.forEach((drawing) => this.drawView(drawing));
    this.root.querySelectorAll("[data-up-body-key]").forEach((key) => {
      const chosen = this.lists.get(key.dataset.upBodyKey).map((box, n) => box.checked && nameOf(this.areas[n]));
      key.querySelector("[data-up-body-chosen]").textContent = chosen.filter(Boolean).join("; ");
      key.hidden = !chosen.some(Boolean);
    });
    this.undoButton.disabled = this.history.length === 0;
    this.clearButton.disabled = this.marked().length === 0;
  }

  drawView(drawing) {
    const shapes = this.shapesOf(drawing);
    const choice = this.choice().parentNode.textContent.trim();
    drawing.setAttribute("aria-label", `${drawing.dataset.upBodyName}: ${choice}`);
    this.lists.forEach((boxes, kind) => {
      const paths = shapes.filter((shape) => boxes[Number(shape.dataset.n)].checked).map((shape) => shape.getAttribute("d"));
      drawing.querySelector(`[data-up-body-marks="${kind}"]`).setAttribute("d", paths.join(""));
    });
    shapes.forEach((shape) => {
      const box = this.boxOf(shape);
      shape.setAttribute("aria-checked", String(box.checked));
      shape.setAttribute("aria-label", nameOf(box));
    });
  }

  say(box) {
    const words = this.status.dataset;
    const areas = this.areas.filter((_, n) => [...this.lists.values()].some((list) => list[n].checked));
    const news = box ? `${box.checked ? words.on : words.off} ${nameOf(box)}. ` : "";
    this.status.textContent = `${news}${words.count} ${areas.length}.`;
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

  zoomed() {
    return Number(this.stage.dataset.zoom);
  }

  // What was in the middle of what one sees stays there.
  zoom(level) {
    const { stage } = this;
    const seen = stage.getBoundingClientRect();
    const middleOfScreen = Math.min(Math.max(window.innerHeight / 2, seen.top), seen.bottom) - seen.top;
    const inside = Math.min(middleOfScreen, stage.clientHeight);
    const down = (stage.scrollTop + inside) / stage.scrollHeight;
    const across = (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth;
    stage.dataset.zoom = level;
    this.zoomButtons.forEach((button) => {
      const next = level + Number(button.dataset.upBodyZoom);
      button.disabled = next < 1 || next > ZOOM_MAX;
    });
    stage.scrollTop = down * stage.scrollHeight - stage.clientHeight / 2;
    stage.scrollLeft = across * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollIntoView({ block: "nearest" });
  }

  onKey(event, drawing) {
    const shape = event.target.closest("[data-mark]");
    if (!shape || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.ring(drawing, shape);
      this.toggle(this.boxOf(shape));
    } else if (event.key in ARROWS) {
      event.preventDefault();
      nearest(shape, drawing, ARROWS[event.key])?.focus();
    }
  }

  onFocus(target, drawing) {
    const shape = target.closest("[data-mark]");
    if (!shape) return;
    this.shapesOf(drawing).forEach((other) => other.setAttribute("tabindex", "-1"));
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
    // A second finger means to pinch, not to draw.
    drawing.addEventListener("touchstart", (event) => { if (event.touches.length > 1) this.stop(); }, { passive: true });
    drawing.addEventListener("touchmove", (event) => { if (this.isDrawing) event.preventDefault(); }, { passive: false });
    drawing.addEventListener("click", (event) => this.click(event));
  }

  // A screen reader clicks without a pointer; the click that ends a pointer's stroke comes right after it.
  click(event) {
    const shape = event.target.closest("[data-mark]");
    if (shape && event.timeStamp - this.pointedAt > AFTER_POINTER_MS) this.chart.toggle(this.chart.boxOf(shape));
  }

  down(event) {
    const shape = event.target.closest("[data-mark]");
    if (!shape || event.button !== 0 || !event.isPrimary) return;
    this.start = { x: event.clientX, y: event.clientY, box: this.chart.boxOf(shape) };
    if (shape.hasPointerCapture(event.pointerId)) shape.releasePointerCapture(event.pointerId);
    if (event.pointerType === "touch") this.timer = setTimeout(() => this.begin(), HOLD_MS);
    else this.begin();
  }

  begin() {
    this.isDrawing = true;
    this.on = !this.start.box.checked;
    this.chart.beginStroke();
    this.chart.mark(this.start.box, this.on);
  }

  move(event) {
    if (!this.start) return;
    if (this.isDrawing) {
      const shape = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-mark]");
      if (shape && this.chart.root.contains(shape)) this.chart.mark(this.chart.boxOf(shape), this.on);
    } else if (Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) > MOVED_PX) {
      this.stop();
    }
  }

  up(event) {
    this.pointedAt = event.timeStamp;
    if (this.start && !this.isDrawing) this.chart.toggle(this.start.box);
    this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.isDrawing = false;
    this.start = null;
  }
}

function nameOf(box) {
  return box.getAttribute("aria-label");
}

// The middle of the part on the figure: a region's second part is the larger foot beside it.
function middle(shape) {
  const probe = shape.cloneNode();
  probe.setAttribute("d", `${shape.getAttribute("d").split("z")[0]}z`);
  probe.removeAttribute("data-mark");
  probe.removeAttribute("data-n");
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
