/* Reads the packed outlines and points and draws them on a canvas. Nothing here knows of Leaflet or Streamlit.
   Words are drawn with fillText or handed on to be set as text; they are never read as markup. */

const HIDDEN = 254, NO_FIGURE = 255, BATCH = 300, BROAD_PX = 9;
const KINDS = { u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array, f8: Float64Array };
const utf8 = new TextDecoder();

/* A parcel: the length of its head, the head as JSON, arrays as they lie. */
function opened(bytes) {
  const buffer = bytes.slice().buffer;
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(utf8.decode(new Uint8Array(buffer, 4, length)));
  const array = (name) => {
    const [kind, start, count] = head.arrays[name];
    return new KINDS[kind](buffer, 4 + length + start, count);
  };
  const read = {}, words = (name) => (read[name] ??= JSON.parse(utf8.decode(array(name))));
  return { head, array, words };
}

const sums = (counts) => {
  const ends = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) ends[i + 1] = ends[i] + counts[i];
  return ends;
};

/* Rings as steps, unrolled into corners, with each shape's box. */
function shapes(parcel, kind) {
  const ringsOf = sums(parcel.array(`${kind}_rings`)), cornersOf = sums(parcel.array(`${kind}_corners`));
  const starts = parcel.array(`${kind}_starts`), steps = parcel.array(`${kind}_steps`);
  const count = ringsOf.length - 1, total = cornersOf[cornersOf.length - 1];
  const x = new Int32Array(total), y = new Int32Array(total), boxes = new Int32Array(4 * count);
  for (let shape = 0, step = 0; shape < count; shape++) {
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    for (let ring = ringsOf[shape]; ring < ringsOf[shape + 1]; ring++) {
      let cx = starts[2 * ring], cy = starts[2 * ring + 1];
      for (let k = cornersOf[ring]; k < cornersOf[ring + 1]; k++) {
        if (k > cornersOf[ring]) { cx += steps[step++]; cy += steps[step++]; }
        x[k] = cx;
        y[k] = cy;
        if (cx < west) west = cx;
        if (cx > east) east = cx;
        if (cy < north) north = cy;
        if (cy > south) south = cy;
      }
    }
    boxes.set([west, north, east, south], 4 * shape);
  }
  return { count, ringsOf, cornersOf, x, y, boxes };
}

const everyOne = (count) => Uint32Array.from({ length: count }, (_, i) => i);

function bySize({ count, boxes }) {
  const size = (i) => (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);
  return everyOne(count).sort((a, b) => size(b) - size(a));
}

/* Everything fetched once for a set of outlines. */
function geography(parcel) {
  const areas = shapes(parcel, "area"), frames = shapes(parcel, "frame");
  return {
    origin: parcel.head.origin, corner: parcel.head.corner,
    areas, frames, allAreas: everyOne(areas.count), allFrames: bySize(frames), middles: parcel.array("frame_middles"),
    frameNames: () => parcel.words("frame_names"), names: () => parcel.words("area_names"),
    codes: () => parcel.words("area_codes"),
  };
}

/* `view` maps grid units to the canvas: x * scale - left. Boxes outside it are left out. */
const isSeen = (boxes, i, view) =>
  boxes[4 * i + 2] >= view.west && boxes[4 * i] <= view.east &&
  boxes[4 * i + 3] >= view.north && boxes[4 * i + 1] <= view.south;

/* Lines are kept for shapes broad enough to carry them: zoomed out, edges would hide the colours. */
function broad({ boxes }, members, view) {
  const least = BROAD_PX * view.ratio / view.scale;
  return members.filter((i) => Math.max(boxes[4 * i + 2] - boxes[4 * i], boxes[4 * i + 3] - boxes[4 * i + 1]) > least);
}

/* Corners go to whole halves of a pixel, the same for both sides of an edge, and those that fall together
   are drawn once. */
function trace(path, set, i, view) {
  const { ringsOf, cornersOf, x, y } = set, { scale, left, top } = view, twice = 2 * scale;
  for (let ring = ringsOf[i]; ring < ringsOf[i + 1]; ring++) {
    let before = NaN, above = NaN, drawn = 0;
    for (let k = cornersOf[ring]; k < cornersOf[ring + 1]; k++) {
      const px = Math.round(x[k] * twice - 2 * left), py = Math.round(y[k] * twice - 2 * top);
      if (px === before && py === above) continue;
      if (drawn++) path.lineTo(px / 2, py / 2);
      else path.moveTo(px / 2, py / 2);
      before = px;
      above = py;
    }
    if (drawn) path.closePath();
  }
}

/* A path's cost grows with the square of its corners, so many small paths are drawn instead of one. */
function inBatches(context, set, members, view, finish) {
  const { boxes, ringsOf, cornersOf } = set;
  let drawn = 0, corners = 0;
  context.beginPath();
  for (const i of members) {
    if (!isSeen(boxes, i, view)) continue;
    trace(context, set, i, view);
    drawn++;
    corners += cornersOf[ringsOf[i + 1]] - cornersOf[ringsOf[i]];
    if (corners < BATCH) continue;
    finish.call(context);
    context.beginPath();
    corners = 0;
  }
  finish.call(context);
  return drawn;
}

/* Filled twice where nothing shows through: once leaves a pale seam where two areas share a pixel. */
function filled(context, set, members, view, look) {
  const isSolid = context.globalAlpha === 1;
  context.fillStyle = look;
  return inBatches(context, set, members, view, isSolid ? fillTwice : context.fill);
}

function fillTwice() {
  this.fill();
  this.fill();
}

/* Areas by the way they are filled. */
function sorted(classes) {
  const groups = new Map();
  classes.forEach((mark, i) => groups.has(mark) ? groups.get(mark).push(i) : groups.set(mark, [i]));
  return groups;
}

/* Diagonal lines as a repeating pattern; `ground` may be left clear. */
function stripes(context, ink, ground, gap, width) {
  gap = Math.max(1, Math.round(gap));  // a tile has whole pixels, and at least one
  const tile = new OffscreenCanvas(gap, gap), pen = tile.getContext("2d");
  if (ground) { pen.fillStyle = ground; pen.fillRect(0, 0, gap, gap); }
  pen.strokeStyle = ink;
  pen.lineWidth = width;
  pen.beginPath();
  for (const shift of [-gap, 0, gap]) { pen.moveTo(shift - 1, gap + 1); pen.lineTo(shift + gap + 1, -1); }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

/* One drawing of everything seen; says how many areas that is. `sheet` is what is painted, and how. */
function draw(context, view, land, sheet, layer) {
  const { areas, frames, allFrames } = land, { theme } = sheet;
  const edge = Math.min(1.3, Math.max(0.4, (view.zoom - 5) / 4));
  context.clearRect(0, 0, view.width, view.height);
  if (!sheet.hasTiles) filled(context, frames, allFrames, view, theme.land);
  const drawn = fillAreas(context, areas, sheet, view);
  outline(context, areas, broad(areas, land.allAreas, view), view, theme.line, 0.7);
  if (sheet.unsure.length) stripe(context, areas, sheet, view);
  outline(context, frames, broad(frames, allFrames, view), view, theme.ink, edge);
  if (layer) dots(context, view, layer, sheet);
  names(context, view, land, sheet);
  return drawn;
}

function fillAreas(context, areas, { theme, colours, groups, hasTiles }, view) {
  const solid = hasTiles ? 0.72 : 1;
  let drawn = 0;
  for (const [mark, members] of groups) {
    const look = mark === HIDDEN ? stripes(context, theme.ink, theme.none, 4 * view.ratio, 1.2 * view.ratio)
      : mark === NO_FIGURE ? theme.none : colours[mark];
    context.globalAlpha = mark === NO_FIGURE ? solid / 2 : solid;
    drawn += filled(context, areas, members, view, look);
  }
  context.globalAlpha = 1;
  return drawn;
}

function stripe(context, areas, { unsure, theme }, view) {
  filled(context, areas, unsure, view, stripes(context, `${theme.ink}40`, null, 6 * view.ratio, 0.9 * view.ratio));
  outline(context, areas, broad(areas, unsure, view), view, theme.ink, 1.3, [3, 3]);
}

/* Widths and dashes in pixels of the screen. */
function outline(context, set, members, view, ink, width, dashes = []) {
  context.setLineDash(dashes.map((dash) => dash * view.ratio));
  context.strokeStyle = ink;
  context.lineWidth = width * view.ratio;
  context.lineJoin = "round";
  inBatches(context, set, members, view, context.stroke);
  context.setLineDash([]);
}

/* Names of districts where they fit: nothing over anything else. */
function names(context, view, land, sheet) {
  const size = sheet.text_px * view.ratio, taken = [], said = land.frameNames();
  context.font = `600 ${size}px ${sheet.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const i of land.allFrames) {
    const x = land.middles[2 * i] * view.scale - view.left, y = land.middles[2 * i + 1] * view.scale - view.top;
    const broad = (land.frames.boxes[4 * i + 2] - land.frames.boxes[4 * i]) * view.scale;
    const half = context.measureText(said[i]).width / 2;
    const box = [x - half, y - size / 2, x + half, y + size / 2], { inset } = view;
    const isWhole = box[0] > inset.x && box[1] > inset.y && box[2] < view.width - inset.x && box[3] < view.height - inset.y;
    if (!isWhole || 2 * half > broad * 1.15) continue;
    if (taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) continue;
    taken.push(box);
    context.strokeStyle = sheet.theme.paper;
    context.lineWidth = 3 * view.ratio;
    context.globalAlpha = 0.85;
    context.strokeText(said[i], x, y);
    context.globalAlpha = 1;
    context.fillStyle = sheet.theme.ink;
    context.fillText(said[i], x, y);
  }
}

/* Points: one small picture for each look and size, stamped where it is wanted. */
function points(parcel) {
  const places = parcel.array("point_places"), tenths = parcel.array("point_tenths"), looks = parcel.array("point_looks");
  return {
    count: looks.length, places, tenths, looks, styles: parcel.head.looks,
    words: () => parcel.words("point_words"), ids: () => parcel.words("point_ids"),
  };
}

function circle(pen, x, y, radius, style, ratio) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = style.fill;
  pen.fill();
  pen.strokeStyle = style.ring;
  pen.lineWidth = style.w * ratio;
  pen.stroke();
}

/* Points are small on a country and as large as they are given on a town. */
const shrunk = (zoom) => Math.min(1, Math.max(0.08, ((zoom - 4) / 7) ** 2));

function dots(context, view, layer, { picked, theme }) {
  const { places, tenths, looks, styles } = layer, by = shrunk(view.zoom) * view.ratio, thin = Math.min(1, 0.35 + shrunk(view.zoom));
  const at = (i) => [0, 1].map((axis) => Math.round((places[2 * i + axis] - view.origin[axis]) * view.scale - (axis ? view.top : view.left)));
  const stamped = stamps(styles, thin, view.ratio);
  for (let i = 0; i < layer.count; i++) {
    const [x, y] = at(i);
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
    const { tile, half } = stamped(looks[i], Math.max(0.8, Math.round(tenths[i] * by / 5) / 2));
    context.drawImage(tile, x - half, y - half);
  }
  const heavy = picked.length > 1 ? 2 : 5;  // heavy rings of many homes would run into one
  picked.forEach((i) => {
    const style = { ...styles[looks[i]], ring: theme.ink, w: heavy };
    circle(context, ...at(i), Math.max(4 * view.ratio, tenths[i] / 10 * by), style, view.ratio);
  });
}

function stamps(styles, thin, ratio) {
  const made = new Map();
  return (look, radius) => {
    const key = look * 1e4 + radius;
    if (!made.has(key)) {
      const style = { ...styles[look], w: styles[look].w * thin }, half = Math.ceil(radius + style.w * ratio);
      const tile = new OffscreenCanvas(2 * half, 2 * half);
      circle(tile.getContext("2d"), half, half, radius, style, ratio);
      made.set(key, { tile, half });
    }
    return made.get(key);
  };
}

/* Which area lies under a place on the grid: -1 for none. */
function areaAt(set, px, py) {
  const { boxes, ringsOf, cornersOf, x, y } = set;
  for (let i = set.count - 1; i >= 0; i--) {
    if (px < boxes[4 * i] || px > boxes[4 * i + 2] || py < boxes[4 * i + 1] || py > boxes[4 * i + 3]) continue;
    let isInside = false;
    for (let ring = ringsOf[i]; ring < ringsOf[i + 1]; ring++) {
      const from = cornersOf[ring], end = cornersOf[ring + 1];
      for (let k = from, j = end - 1; k < end; j = k++) {
        if ((y[k] > py) !== (y[j] > py) && px < (x[j] - x[k]) * (py - y[k]) / (y[j] - y[k]) + x[k]) isInside = !isInside;
      }
    }
    if (isInside) return i;
  }
  return -1;
}

/* Which point lies under a place on the grid, the one on top first; `units` is a pixel in units of the grid. */
function pointAt(layer, px, py, units, zoom) {
  for (let i = layer.count - 1; i >= 0; i--) {
    const reach = (Math.max(3, layer.tenths[i] / 10 * shrunk(zoom)) + 2) * units;
    const dx = layer.places[2 * i] - px, dy = layer.places[2 * i + 1] - py;
    if (dx * dx + dy * dy <= reach * reach) return i;
  }
  return -1;
}
