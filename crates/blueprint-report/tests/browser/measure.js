// Measures the page, or the SVG file, that the browser shows. Returns { texts, cards, faults }: how many texts and cards
// were looked at, and each fault as a sentence. It is the body of a function.

const AIR = 1; // Pixels by which measured boxes may be off.
const faults = [];
const cut = (text) => (text.length > 60 ? text.slice(0, 57) + "…" : text).replace(/\s+/g, " ");
const told = (box) => `(${box.left.toFixed(1)}, ${box.top.toFixed(1)})–(${box.right.toFixed(1)}, ${box.bottom.toFixed(1)})`;
const isShown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });

// How far boxes reach into each other, the lesser of both directions.
function overlap(a, b) {
  return Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  );
}

const isInside = (box, around) =>
  box.left >= around.left - AIR && box.right <= around.right + AIR && box.top >= around.top - AIR && box.bottom <= around.bottom + AIR;

// Boxes that overlap, found in one sweep from top to bottom.
function overlapping(boxes, report) {
  const sorted = [...boxes].sort((a, b) => a.top - b.top);
  let open = [];
  for (const box of sorted) {
    open = open.filter((other) => other.bottom > box.top);
    for (const other of open) if (overlap(box, other) > AIR) report(other, box);
    open.push(box);
  }
}

// The lines of a drawn text. A face's own box has room for marks above and below that hardly any letter uses, so a line
// counts as one em about its baseline: 0.8 above, 0.2 below.
function drawnLines(text) {
  const parts = [...text.querySelectorAll("tspan")].filter((part) => part.hasAttribute("x") || part.hasAttribute("y") || part.hasAttribute("dy"));
  const lines = parts.length > 0 ? parts : [text];
  return lines
    .filter((line) => line.textContent.trim() !== "" && line.getNumberOfChars() > 0)
    .map((line) => {
      const box = line.getBoundingClientRect();
      const matrix = text.getScreenCTM();
      const result = { left: box.left, right: box.right, top: box.top, bottom: box.bottom, text: line.textContent, of: text };
      if (Math.abs(matrix.b) < 1e-6 && matrix.d > 0) {
        const start = line.getStartPositionOfChar(0);
        const baseline = matrix.b * start.x + matrix.d * start.y + matrix.f;
        const size = parseFloat(getComputedStyle(line).fontSize) * matrix.d;
        result.top = baseline - 0.8 * size;
        result.bottom = baseline + 0.2 * size;
      }
      return result;
    });
}

// Whether a place lies in one of the boxes, asked for very many places: boxes are kept by the strips they reach into.
function finder(boxes) {
  const width = 64;
  const strips = new Map();
  for (const box of boxes) {
    for (let strip = Math.floor(box.left / width); strip <= Math.floor(box.right / width); strip++) {
      strips.set(strip, [...(strips.get(strip) ?? []), box]);
    }
  }
  const inside = (box, x, y) => x > box.left + 2 && x < box.right - 2 && y > box.top + 2 && y < box.bottom - 2;
  return (x, y, counts) => (strips.get(Math.floor(x / width)) ?? []).find((box) => inside(box, x, y) && counts(box));
}

let texts = 0;
let cards = 0;

for (const picture of document.querySelectorAll("svg")) {
  if (picture.parentElement && picture.parentElement.closest("svg")) continue;
  if (!isShown(picture)) continue;
  const frame = picture.getBoundingClientRect();
  const lines = [...picture.querySelectorAll("text")].filter(isShown).flatMap(drawnLines);
  texts += lines.length;
  for (const line of lines) {
    if (!isInside(line, frame)) faults.push(`“${cut(line.text)}” ${told(line)} leaves its picture ${told(frame)}`);
  }
  overlapping(lines, (a, b) => faults.push(`“${cut(a.text)}” ${told(a)} overlaps “${cut(b.text)}” ${told(b)} by ${overlap(a, b).toFixed(1)} px`));
  const boxes = [];
  for (const card of picture.querySelectorAll("g.card, g:has(> rect.ending)")) {
    const rect = card.querySelector("rect");
    if (!rect || !isShown(card)) continue;
    cards += 1;
    const around = rect.getBoundingClientRect();
    const { left, right, top, bottom } = around;
    boxes.push({ left, right, top, bottom, text: card.textContent.trim() });
    for (const text of card.querySelectorAll("text")) {
      for (const line of drawnLines(text)) {
        if (!isInside(line, around)) faults.push(`“${cut(line.text)}” ${told(line)} leaves its card ${told(around)}`);
      }
    }
  }

  // Arrows go around cards and around words but their own. A path is followed by steps of three pixels.
  const [cardAt, wordAt] = [finder(boxes), finder(lines)];
  for (const path of picture.querySelectorAll("path.need, path.step, path.way, path.leave, path.goal")) {
    if (!isShown(path)) continue;
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    for (let at = 0; at <= length; at += 3) {
      const { x, y } = path.getPointAtLength(at).matrixTransform(matrix);
      const hit = cardAt(x, y, () => true) ?? wordAt(x, y, (line) => line.of.closest("g") !== path.closest("g"));
      if (hit) {
        faults.push(`an arrow (${path.getAttribute("class")}) crosses “${cut(hit.text)}” ${told(hit)} at (${x.toFixed(1)}, ${y.toFixed(1)})`);
        break;
      }
    }
  }
}

// The page around the pictures.
if (document.body) {
  const view = document.documentElement;
  if (view.scrollWidth > view.clientWidth + AIR) faults.push(`the page is ${view.scrollWidth} px wide in a window of ${view.clientWidth} px`);

  const scrolls = (style) => ["auto", "scroll", "hidden", "clip"].includes(style.overflowX);
  const scroller = (element) => {
    while (element && !scrolls(getComputedStyle(element))) element = element.parentElement;
    return element === view || element === document.body ? null : element;
  };
  for (const element of document.body.querySelectorAll(":not(svg, svg *, script, style, template)")) {
    // What is only read aloud is a pixel wide.
    if (element.clientWidth <= 1 || !isShown(element)) continue;
    const style = getComputedStyle(element);
    if (["auto", "scroll"].includes(style.overflowX) || style.display === "inline") continue;
    if (element.scrollWidth > element.clientWidth + AIR) {
      faults.push(`<${element.localName} class="${element.className}"> “${cut(element.textContent.trim())}” is ${element.scrollWidth} px wide in a box of ${element.clientWidth} px`);
    }
  }

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (node.data.trim() === "" || element.closest("svg, script, style, template, select, noscript") || !isShown(element)) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const around = scroller(element)?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (box.width <= 1 || box.height <= 1) continue;
      const middle = (box.top + box.bottom) / 2;
      const line = { left: box.left, right: box.right, top: middle - size / 2, bottom: middle + size / 2, text: node.data.trim(), of: node };
      // What has been scrolled out of its box is not seen, nor what is only there to be read aloud, in a box of a pixel.
      if (around && overlap(line, around) <= AIR) continue;
      lines.push(line);
    }
  }
  texts += lines.length;

  // A short word is broken only where the box is too narrow for anything else.
  for (const node of new Set(lines.map((line) => line.of))) {
    for (const word of node.data.matchAll(/(?<!\p{Script=Latin})\p{Script=Latin}{2,20}(?!\p{Script=Latin})/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (tops.size > 1) faults.push(`“${word[0]}” in “${cut(node.data.trim())}” is broken within the word`);
    }
  }

  overlapping(lines, (a, b) => {
    if (a.of !== b.of) faults.push(`“${cut(a.text)}” ${told(a)} overlaps “${cut(b.text)}” ${told(b)} by ${overlap(a, b).toFixed(1)} px`);
  });
}

return { texts, cards, faults };
