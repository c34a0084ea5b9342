// What runs in the page in which pictures are drawn: see page.py.
const ready = Promise.all([...document.fonts].map(face => face.load())).then(() => true);
const MOST_TILES = 20000;
let cuts = 0;
const paper = document.getElementById("paper"), sheet = document.getElementById("sheet");

async function draw(figure, width, height) {
  const config = { staticPlot: true, plotlyServerURL: "", topojsonURL: "" };
  const wanted = { format: "svg", width, height, imageDataOnly: true };
  return Plotly.toImage({ data: figure.data, layout: figure.layout, config }, wanted);
}

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
  paper.replaceChildren();
}
