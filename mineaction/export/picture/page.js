// What runs in the page in which pictures are drawn: see page.py.
const ready = Promise.all([...document.fonts].map(face => face.load())).then(() => true);
const MOST_TILES = 20000, MOST_CELLS = 20000;
const LINE = 1.3, FIRST_BASELINE = 1, BORDER = 1;  // as Plotly sets an annotation: parts of its size, and pixels
let cuts = 0;
const paper = document.getElementById("paper"), sheet = document.getElementById("sheet");

const config = { staticPlot: true, plotlyServerURL: "", topojsonURL: "" };

// A figure as SVG.
async function draw({ data, layout }, width, height) {
  const wanted = { format: "svg", width, height, imageDataOnly: true };
  const drawn = await Plotly.toImage({ data, layout: withoutWords(layout), config }, wanted);
  const svg = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  for (const image of svg.querySelectorAll(".heatmaplayer image")) await drawCells(image);
  svg.append(wordsOf(layout));
  return new XMLSerializer().serializeToString(svg);
}

// Plotly paints the cells of a heat map as one picture of many pixels, which gets coarse when it is made larger.
// They are read back and drawn as areas: rows of pixels that are alike are one row of cells, and in it each
// run of one colour is a cell. What has too many of them is no heat map of plain cells, and stays a picture.
async function drawCells(image) {
  const painted = new Image();
  painted.src = image.getAttribute("href") ?? image.getAttribute("xlink:href");
  await painted.decode();
  const { naturalWidth: wide, naturalHeight: high } = painted;
  const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
  const context = canvas.getContext("2d");
  context.drawImage(painted, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, wide, high).data.buffer);
  const isSameRow = (one, other) => {
    for (let at = 0; at < wide; at++) if (pixels[one * wide + at] !== pixels[other * wide + at]) return false;
    return true;
  };
  const areas = new Map();
  let count = 0;
  for (let top = 0, bottom; top < high; top = bottom) {
    for (bottom = top + 1; bottom < high && isSameRow(top, bottom); ) bottom++;
    for (let left = 0, right; left < wide; left = right) {
      const colour = pixels[top * wide + left];
      for (right = left + 1; right < wide && pixels[top * wide + right] === colour; ) right++;
      if (colour >>> 24 === 0) continue;
      if (++count > MOST_CELLS) return;
      if (!areas.has(colour)) areas.set(colour, []);
      areas.get(colour).push(`M${left},${top}H${right}V${bottom}H${left}Z`);
    }
  }
  const [x, y, width, height] = ["x", "y", "width", "height"].map(name => Number(image.getAttribute(name)));
  const moved = `translate(${x},${y}) scale(${width / wide},${height / high})`;
  const cells = element("g", { class: "cells", transform: moved, "shape-rendering": "crispEdges" });
  for (const [colour, paths] of areas) {
    const [red, green, blue, alpha] = [0, 8, 16, 24].map(bits => (colour >>> bits) & 255);
    const fill = `rgb(${red},${green},${blue})`;
    cells.append(element("path", { d: paths.join(""), fill, "fill-opacity": alpha / 255 }));
  }
  image.replaceWith(cells);
}

// A figure on the paper, to be photographed: this saves writing it as SVG and reading that.
async function put({ data, layout }, width, height) {
  if (!(width > 0 && height > 0)) throw new Error(`a picture of ${width} by ${height} pixels cannot be drawn`);
  clear();
  paper.style.cssText = `width: ${width}px; height: ${height}px`;
  const own = paper.appendChild(document.createElement("div"));
  await Plotly.newPlot(own, data, { ...withoutWords(layout), width, height }, config);
  const above = element("svg", { width, height, class: "above" });
  above.append(wordsOf(layout));
  paper.append(above);
  await document.fonts.ready;
}

// The words around a chart (framed.py) are annotations, and over some thirty of them Plotly takes more than half
// as long as over the chart: it measures each. Their places are known, so they are written as plain text here.
const isWords = note => note.name === "around";

function withoutWords(layout) {
  return { ...layout, annotations: (layout.annotations ?? []).filter(note => !isWords(note)) };
}

function wordsOf(layout) {
  const { family } = layout.font ?? layout.template?.layout?.font ?? {};
  const group = element("g", { class: "around", ...(family && { "font-family": family }) });
  for (const { text, font, xshift, yshift } of (layout.annotations ?? []).filter(isWords)) {
    const left = layout.margin.l + xshift + BORDER, top = layout.margin.t - yshift + BORDER;
    const written = element("text", { "font-size": `${font.size}px`, fill: font.color });
    const html = new DOMParser().parseFromString(text, "text/html");
    const nodes = html.createNodeIterator(html.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let line = 0, isNew = true;
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.nodeName === "BR") [line, isNew] = [line + 1, true];
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const baseline = top + (FIRST_BASELINE + line * LINE) * font.size;
      const piece = element("tspan", isNew ? { x: round(left), y: round(baseline) } : {});
      if (node.parentElement.closest("b")) piece.setAttribute("font-weight", "bold");
      piece.textContent = node.data;
      const link = node.parentElement.closest("a");
      const wrapped = link ? element("a", { href: link.getAttribute("href") }) : null;
      wrapped?.append(piece);
      written.append(wrapped ?? piece);
      isNew = false;
    }
    group.append(written);
  }
  return group;
}

const round = pixels => Math.round(pixels * 100) / 100;

async function show(svg, width, height, title = "") {
  sheet.textContent = `@page { size: ${width}px ${height}px; margin: 0 }`;
  paper.style.cssText = `width: ${width}px; height: ${height}px`;
  paper.innerHTML = svg;
  document.title = title;
  await document.fonts.ready;
}

// A PDF would hold every hatched area as a picture: draw its tiles one by one instead, cut to its outline.
function drawHatches() {
  for (const shape of [...paper.querySelectorAll("path, rect")]) {
    const named = getComputedStyle(shape).fill.match(/^url\("#(.+)"\)/);
    const pattern = named && document.getElementById(named[1]);
    if (!pattern || shape.closest("defs")) continue;
    const wide = pattern.width.baseVal.value, high = pattern.height.baseVal.value;
    const own = pattern.patternTransform.baseVal.consolidate()?.matrix ?? new DOMMatrix();
    const box = shape.getBBox(), back = own.inverse();
    const from = new DOMPoint(box.x, box.y).matrixTransform(back);
    const to = new DOMPoint(box.x + box.width, box.y + box.height).matrixTransform(back);
    const left = Math.floor(from.x / wide), right = Math.ceil(to.x / wide);
    const top = Math.floor(from.y / high), bottom = Math.ceil(to.y / high);
    if (!((right - left) * (bottom - top) <= MOST_TILES)) continue;
    const cut = element("clipPath", { id: `cut-${cuts++}` }), outline = shape.cloneNode();
    outline.removeAttribute("class");
    outline.removeAttribute("transform");
    cut.append(outline);
    const inside = element("g", { "clip-path": `url(#${cut.id})` });
    const moved = `matrix(${own.a},${own.b},${own.c},${own.d},${own.e},${own.f})`;
    const tiles = element("g", { transform: moved });
    for (let column = left; column < right; column++) {
      for (let row = top; row < bottom; row++) {
        const tile = element("g", { transform: `translate(${column * wide},${row * high})` });
        tile.append(...[...pattern.children].map(child => child.cloneNode()));
        tiles.append(tile);
      }
    }
    inside.append(tiles);
    const whole = element("g", shape.hasAttribute("transform") ? { transform: shape.getAttribute("transform") } : {});
    whole.append(cut, inside);
    shape.before(whole);
    shape.style.fill = "none";
  }
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function withoutPatterns(svg) {
  paper.innerHTML = svg;
  drawHatches();
  const drawn = new XMLSerializer().serializeToString(paper.firstElementChild);
  clear();
  return drawn;
}

function clear() {
  for (const plot of paper.querySelectorAll(".js-plotly-plot")) Plotly.purge(plot);
  paper.replaceChildren();
}
