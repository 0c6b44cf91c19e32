/* The map for many areas as a Streamlit component: Leaflet moves and zooms it, country_draw.js draws it.
   Outlines and points are fetched once by their content's name and kept for every map of this tab. */

const UNIT_ZOOM = 16;  // a unit of the grid is a pixel of this zoom
const KEPT = 12;  // outlines and point layers kept for maps to come
const MARGIN = 0.12;  // drawn beyond the edge, so that a short move shows no gap
const JUST_NOW = 300;  // milliseconds in which a click is the end of a line, not a choice
const fetched = new Map(), maps = new WeakMap();
const here = (address) => new URL(address.replace(/^\//, ""), document.baseURI).href;

function once(key, make) {
  if (!fetched.has(key)) fetched.set(key, make().catch((problem) => { fetched.delete(key); throw problem; }));
  if (fetched.size > KEPT) fetched.delete(fetched.keys().next().value);
  return fetched.get(key);
}

/* What lies under this address never changes, so whatever copy the browser has is good, unless it is of a refusal. */
async function parcelAt(address) {
  let answer = await fetch(here(address), { cache: "force-cache" });
  if (!answer.ok) answer = await fetch(here(address), { cache: "reload" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const whole = answer.body.pipeThrough(new DecompressionStream("gzip"));
  return opened(new Uint8Array(await new Response(whole).arrayBuffer()));
}

function attached(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(attributes.src || attributes.href));
    document.head.append(element);
  });
}

let library = null;
const leaflet = (folder) => library ??= Promise.all([
  window.L || attached("script", { src: here(`${folder}/leaflet/leaflet.js`) }),
  attached("link", { rel: "stylesheet", href: here(`${folder}/leaflet/leaflet.css`) }),
]).catch((problem) => { library = null; throw problem; });

const text = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });

class CountryMap {
  constructor(parent) {
    this.root = Object.assign(document.createElement("div"), { className: "cmw-country" });
    this.frame = document.createElement("div");
    this.tip = Object.assign(document.createElement("div"), { className: "cmw-country-tip", hidden: true });
    this.said = Object.assign(document.createElement("p"), { className: "cmw-country-said" });
    this.said.setAttribute("aria-live", "polite");
    this.root.append(this.frame, this.tip, this.said);
    parent.append(this.root);
    this.turn = 0;
    this.picks = Date.now();  // a choice made on this map is never taken for one made on the map before it
  }

  async show(sheet, send) {
    const turn = ++this.turn, { head } = sheet, { addresses } = head;
    this.send = send;
    if (this.sheet?.stamp === head.stamp) return;
    try {
      const [land, layer] = await Promise.all([
        once(head.outlines, async () => geography(await parcelAt(addresses.outlines))),
        head.points ? once(head.points, async () => points(await parcelAt(addresses.points))) : null,
        leaflet(addresses.assets),
      ]);
      if (turn !== this.turn) return;
      this.land = land;
      this.layer = layer;
    } catch (problem) {
      this.said.classList.add("is-problem");
      this.said.textContent = "The map could not be drawn. The table has the same figures.";
      console.warn("country map", problem);
      if (this.sheet) this.sheet.stamp = "";
      return;
    }
    this.said.classList.remove("is-problem");
    this.paint(sheet);
    if (!this.map) this.begin();
    this.label();
    this.tiles();
    this.offerLasso();
    this.draw();
    this.tell();
  }

  paint({ head, array }) {
    const classes = array("classes"), bits = array("unsure"), unsure = [];
    bits.forEach((byte, at) => { for (let bit = 0; byte && bit < 8; bit++) if (byte & (128 >> bit)) unsure.push(8 * at + bit); });
    this.sheet = {
      ...head, classes, unsure, numbers: array("numbers"), groups: sorted(classes), hasTiles: Boolean(head.tiles),
      font: getComputedStyle(this.root).fontFamily,
    };
    this.found = null;
  }

  begin() {
    const zoomAnimation = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = this.map = L.map(this.frame, { zoomSnap: 0.25, minZoom: 4, maxZoom: UNIT_ZOOM, zoomAnimation });
    map.attributionControl.setPrefix(false);
    map.addControl(this.fullScreen(this.sheet.addresses.assets));
    [this.canvas, this.over] = ["figures", "highlight"].map((name) => {
      const canvas = L.DomUtil.create("canvas", `leaflet-zoom-animated cmw-country-${name}`, map.getPane("overlayPane"));
      canvas.setAttribute("aria-hidden", "true");
      return canvas;
    });
    this.fit();
    map.on("moveend", () => { this.draw(); this.tell(); });
    map.on("zoomanim", (event) => this.stretch(event));
    map.on("mousemove", (event) => this.point(event));
    map.on("mouseout movestart", () => this.leave());
    map.on("click", ({ latlng, originalEvent }) => {
      const isEndOfLine = originalEvent.timeStamp - this.drawnAt < JUST_NOW;
      if (!isEndOfLine) this.pick(this.under(latlng));
    });
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === this.frame) this.pick(this.under(map.getCenter()));
    });
    this.frame.addEventListener("focus", () => this.tell());
    this.watch = new ResizeObserver(() => {
      const wasHidden = Math.min(map.getSize().x, map.getSize().y) <= 16;
      map.invalidateSize({ animate: false });
      if (wasHidden) this.fit();
    });
    this.watch.observe(this.root);
  }

  /* All areas in the frame; in a frame without room Leaflet would reckon no zoom at all, so there only their middle. */
  fit() {
    const { x, y } = this.map.getSize();
    const [east, south] = [this.land.corner[0] - this.land.origin[0], this.land.corner[1] - this.land.origin[1]];
    const all = L.latLngBounds(this.degrees(0, 0), this.degrees(east, south));
    if (Math.min(x, y) > 16) this.map.fitBounds(all, { padding: [8, 8], animate: false });
    else this.map.setView(all.getCenter(), this.map.getMinZoom(), { animate: false });
  }

  fullScreen(assets) {
    const control = new L.Control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar"), button = L.DomUtil.create("a", "cmw-country-full", bar);
      Object.assign(button, { href: "#", role: "button", title: "Full screen" });
      button.style.backgroundImage = `url(${here(`${assets}/fullscreen/icon-fullscreen.svg`)})`;
      L.DomEvent.disableClickPropagation(bar).on(button, "click", (event) => {
        L.DomEvent.preventDefault(event);
        if (document.fullscreenElement) document.exitFullscreen();
        else this.root.requestFullscreen();
      });
      return bar;
    };
    return control;
  }

  label() {
    const { theme, label, credit, text_px: size } = this.sheet;
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-roledescription", "map");
    this.frame.setAttribute("aria-label", `${label}. Arrow keys move, plus and minus zoom, Enter picks the area in the middle.`);
    for (const name of ["ink", "paper", "edge", "sea"]) this.root.style.setProperty(`--${name}`, theme[name]);
    this.root.style.setProperty("--size", `${size}px`);
    this.map.attributionControl.addAttribution(credit);
  }

  tiles() {
    const { tiles } = this.sheet;
    if (tiles && !this.streets) this.streets = L.tileLayer(tiles.address, { attribution: tiles.credit }).addTo(this.map);
    if (!tiles && this.streets) { this.streets.remove(); this.streets = null; }
  }

  offerLasso() {
    if (this.sheet.lasso && !this.lasso) this.lasso = lassoButton(() => this.drawRound()).addTo(this.map);
    if (!this.sheet.lasso && this.lasso) { this.lasso.remove(); this.lasso = null; }
  }

  drawRound() {
    this.leave();
    followed(this.map, this.sheet.theme.ink, (line, when) => {
      this.drawnAt = when;
      const inside = pointsInside(this.layer, line.map((corner) => L.CRS.EPSG3857.latLngToPoint(corner, UNIT_ZOOM)));
      const ids = this.layer.ids();
      if (inside.length) this.send("picked", { what: "points", ids: inside.map((at) => ids[at]), count: ++this.picks });
    });
  }

  degrees(x, y) {
    return L.CRS.EPSG3857.pointToLatLng(L.point(x + this.land.origin[0], y + this.land.origin[1]), UNIT_ZOOM);
  }

  grid(latlng) {
    const { x, y } = L.CRS.EPSG3857.latLngToPoint(latlng, UNIT_ZOOM);
    return [x - this.land.origin[0], y - this.land.origin[1]];
  }

  /* What the canvas shows: from pixels of the screen to units of the grid and back. */
  view() {
    const { map, land: { origin } } = this, size = map.getSize(), zoom = map.getZoom(), ratio = window.devicePixelRatio || 1;
    const padding = size.multiplyBy(MARGIN).round(), corner = map.containerPointToLayerPoint(padding.multiplyBy(-1));
    const whole = size.add(padding.multiplyBy(2)), from = map.getPixelOrigin().add(corner).multiplyBy(ratio);
    const scale = 2 ** (zoom - UNIT_ZOOM) * ratio, left = from.x - origin[0] * scale, top = from.y - origin[1] * scale;
    const width = Math.round(whole.x * ratio), height = Math.round(whole.y * ratio);
    const box = { west: left / scale, north: top / scale, east: (left + width) / scale, south: (top + height) / scale };
    return { ...box, corner, whole, zoom, ratio, scale, left, top, width, height, origin, inset: padding.multiplyBy(ratio) };
  }

  draw() {
    if (!this.sheet || !this.map || !this.map.getSize().x || !this.map.getSize().y) return;  // a page being left has no size
    const view = this.seen = this.view();
    [this.canvas, this.over].forEach((canvas) => {
      Object.assign(canvas, { width: view.width, height: view.height });
      Object.assign(canvas.style, { width: `${view.whole.x}px`, height: `${view.whole.y}px` });
      L.DomUtil.setPosition(canvas, view.corner);
    });
    this.from = this.map.layerPointToLatLng(view.corner);
    const { stamp } = this.sheet, drawn = draw(this.canvas.getContext("2d"), view, this.land, this.sheet, this.layer);
    const { lat, lng } = this.map.getCenter(), seen = [lat.toFixed(6), lng.toFixed(6), view.zoom].join(" ");
    requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(this.root.dataset, { painted: stamp, areas: drawn, seen })));
  }

  /* While Leaflet zooms, the last drawing is stretched; the new one comes at the end. */
  stretch({ zoom, center }) {
    const by = this.map.getZoomScale(zoom, this.seen.zoom);
    const to = this.map._latLngToNewLayerPoint(this.from, zoom, center);
    [this.canvas, this.over].forEach((canvas) => L.DomUtil.setTransform(canvas, to, by));
  }

  under(latlng) {
    const [x, y] = this.grid(latlng), [left, top] = this.land.origin, zoom = this.map.getZoom();
    const at = this.layer ? pointAt(this.layer, x + left, y + top, 2 ** (UNIT_ZOOM - zoom), zoom) : -1;
    return at >= 0 ? { what: "point", at } : { what: "area", at: areaAt(this.land.areas, x, y) };
  }

  words({ what, at }) {
    if (what === "point") return this.layer.words()[at];
    const { title, classes, numbers, decimals, unit, names } = this.sheet, mark = classes[at];
    const name = this.land.names()[at];
    if (!title) return [name];
    if (mark === HIDDEN) return [name, `${title}: ${this.sheet.hidden_said}`];
    if (mark === NO_FIGURE) return [name, `${title}: ${this.sheet.none_said}`];
    if (names) return [name, `${title}: ${names[mark]}`];
    const figure = (numbers[at] / 10 ** decimals).toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    return [name, `${title}: ${figure} ${unit}`.trim()];
  }

  point({ latlng, containerPoint }) {
    const found = this.under(latlng), size = this.map.getSize();
    if (found.what !== this.found?.what || found.at !== this.found.at) this.highlight(found);
    this.tip.hidden = found.at < 0;
    this.frame.style.cursor = found.at < 0 ? "" : "pointer";
    if (found.at < 0) return;
    const [name, ...lines] = this.words(found);
    this.tip.replaceChildren(text("strong", name), ...lines.map((line) => text("div", line)));
    const isRight = containerPoint.x > size.x / 2, isLow = containerPoint.y > size.y / 2;
    Object.assign(this.tip.style, {
      left: isRight ? "auto" : `${containerPoint.x + 14}px`, right: isRight ? `${size.x - containerPoint.x + 14}px` : "auto",
      top: isLow ? "auto" : `${containerPoint.y + 10}px`, bottom: isLow ? `${size.y - containerPoint.y + 10}px` : "auto",
    });
  }

  highlight(found) {
    const pen = this.over.getContext("2d");
    this.found = found;
    pen.clearRect(0, 0, this.over.width, this.over.height);
    if (found.what === "area" && found.at >= 0) outline(pen, this.land.areas, [found.at], this.seen, this.sheet.theme.ink, 2.5);
  }

  leave() {
    this.tip.hidden = true;
    this.highlight({ what: "", at: -1 });
  }

  /* Said aloud while the keyboard moves the map. */
  tell() {
    if (document.activeElement !== this.frame) return;
    const found = this.under(this.map.getCenter());
    this.said.textContent = found.at < 0 ? "" : this.words(found).join(", ");
  }

  pick(found) {
    if (found.at < 0) return;
    const ids = found.what === "point" ? this.layer.ids() : this.land.codes();
    this.send("picked", { what: found.what, id: ids[found.at], count: ++this.picks });
  }

  remove() {
    this.turn++;
    this.watch?.disconnect();
    this.map?.remove();
    this.root.remove();
  }
}

export default async function ({ parentElement, data, setStateValue }) {
  if (!maps.has(parentElement)) maps.set(parentElement, new CountryMap(parentElement));
  const map = maps.get(parentElement);
  await map.show(opened(data), setStateValue);
  return () => {
    map.remove();
    maps.delete(parentElement);
  };
}
