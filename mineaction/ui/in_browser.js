// Makes and saves a picture in the reader's own browser: see in_browser.py. `draw` and `ready` are page.js.
const TURN_MS = 150;
const said = document.getElementById("said");

// The same SVG as the server's: its role, then title, description and font right after its first tag.
function finished(svg) {
  const start = svg.indexOf("<svg") + "<svg".length, end = svg.indexOf(">", start);
  return `${svg.slice(0, start)} ${wanted.role}${svg.slice(start, end)}>${wanted.told}${svg.slice(end + 1)}`;
}

// A browser may begin to read the font inside an SVG only when it first paints it: the second painting counts.
async function painted(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(wanted.width * wanted.scale);
  canvas.height = Math.round(wanted.height * wanted.scale);
  const brush = canvas.getContext("2d", { alpha: false });
  for (let turn = 0; turn < 2; turn++) {
    await new Promise(done => setTimeout(done, turn * TURN_MS));
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  URL.revokeObjectURL(image.src);
  const png = await new Promise(done => canvas.toBlob(done, "image/png"));
  if (!png) throw new Error("it makes no picture so large; take the one for screens, or the SVG");
  return png;
}

// The text chunks come ready from the server: they only have to stand behind the header.
async function withText(png) {
  const chunks = Uint8Array.from(atob(wanted.chunks), letter => letter.charCodeAt(0));
  return new Blob([png.slice(0, wanted.headerEnd), chunks, png.slice(wanted.headerEnd)], { type: "image/png" });
}

function save(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = wanted.fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

async function make() {
  await ready;
  const svg = finished(await draw(wanted.figure, wanted.width, wanted.height));
  save(wanted.isPng ? await withText(await painted(svg)) : new Blob([svg], { type: "image/svg+xml" }));
}

make()
  .then(() => { said.textContent = "Made in this browser. It is among its downloads."; })
  .catch(error => { said.textContent = `This browser could not make the picture: ${error.message ?? error}`; });
