/* Draws one council's map inside folium's Leaflet map and repaints it in place.
   Geometry arrives once (begin); a change of measure sends classes and words only (paint); a change of
   filter sends points only (points). Every word is set as text, never as markup. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const ROOM = 12; // Pixels left free round the places of a map.
  const APART = 3; // Pixels between names that would lie over one another.
  const FEW = 8; // So many names are all shown, whatever lies over what.
  const NARROW = 500, NEIGHBOURS = 4; // On a map narrower than this, so many neighbours are named: the largest in sight.
  const state = { areas: [], points: null, lines: null, names: [], places: [] };

  /* Rings come as whole numbers of 1/100000 degree, each vertex as the step from the last. */
  function unpack(ring) {
    const out = [];
    let x = 0, y = 0;
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i];
      y += ring[i + 1];
      out.push([y / 1e5, x / 1e5]);
    }
    return out;
  }
  const polygons = (shape) => shape.map((rings) => rings.map(unpack));

  function words(title, lines) {
    const box = document.createElement("div");
    const head = document.createElement("strong");
    head.textContent = title;
    box.appendChild(head);
    (lines || []).forEach((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      box.appendChild(row);
    });
    return box;
  }

  function pick(what, id) {
    if (window.Streamlit) window.Streamlit.setComponentValue({ what: what, id: id, at: Date.now() });
  }

  /* Stripes that can be seen on a ground: pale on a dark one, dark on a pale one. */
  function stripeOn(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "#FFFFFFB0" : "#12232C99";
  }

  /* Stripes over a ground, as a fill with a name; the same name again changes its ground. */
  function striped(map, id, ground, ink, gap, width) {
    const svg = map.getPanes().overlayPane.querySelector("svg");
    if (!svg) return;
    const known = svg.querySelector(`#${id} rect`);
    if (known) { known.setAttribute("fill", ground); return; }
    const made = (name, values) => {
      const part = document.createElementNS(SVG, name);
      Object.entries(values).forEach(([key, value]) => part.setAttribute(key, value));
      return part;
    };
    const pattern = made("pattern", { id, width: gap, height: gap, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(made("rect", { width: gap, height: gap, fill: ground }), made("line", { y2: gap, stroke: ink, "stroke-width": width }));
    const defs = svg.querySelector("defs") || svg.insertBefore(made("defs", {}), svg.firstChild);
    defs.appendChild(pattern);
  }

  function begin(map, spec) {
    const theme = spec.theme;
    map.attributionControl.setPrefix(false);
    map.getContainer().style.background = theme.sea;
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", spec.label);
    fit(map, spec.bounds);
    state.places = [];
    spec.background.forEach((land) => {
      const layer = L.polygon(polygons(land.shape), {
        interactive: false, color: theme.edge, weight: 1, fillColor: theme.land, fillOpacity: 1,
      }).addTo(map);
      if (land.at) {
        const label = L.tooltip({ permanent: true, direction: "center", className: "cmw-place", interactive: false })
          .setLatLng(land.at).setContent(words(land.name)).addTo(map);
        state.places.push({ label: label, bounds: layer.getBounds() });
      }
    });
    state.areas = spec.areas.map((area) => {
      const layer = L.polygon(polygons(area.shape), {
        color: theme.line, weight: 0.7, fillColor: theme.none, fillOpacity: 1,
      });
      layer.cmw = { id: area.id, name: area.name, lines: [] };
      layer.bindTooltip(() => words(layer.cmw.name, layer.cmw.lines), { sticky: true });
      layer.on("mouseover", () => layer.setStyle({ weight: 2.5, color: theme.ink }));
      layer.on("mouseout", () => layer.setStyle({ weight: layer.cmw.weight || 0.7, color: theme.line }));
      layer.on("click", () => pick("area", area.id));
      return passedByTab(layer.addTo(map));
    });
    state.map = map;
    state.theme = theme;
    state.lines = L.layerGroup().addTo(map);
    state.points = L.layerGroup().addTo(map);
    striped(map, "hatch-hidden", theme.none, theme.ink, 3, 1.4);
    if (spec.lasso) offerLasso(map, theme);
    map.on("zoomend moveend resize", afterDrawing);
    settle(map, spec.bounds);
  }

  /* A button that lets the reader draw round homes; the homes inside are sent as one choice. */
  function offerLasso(map, theme) {
    const control = new L.Control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar"), button = L.DomUtil.create("a", "cmw-lasso", bar);
      Object.assign(button, { href: "#", role: "button", title: "Draw round homes to choose them", textContent: "\u25CC" });
      button.setAttribute("aria-label", "Draw round homes to choose them; the list beside the map chooses the same");
      L.DomEvent.disableClickPropagation(bar).on(button, "click", (event) => {
        L.DomEvent.preventDefault(event);
        drawRound(map, theme);
      });
      return bar;
    };
    map.addControl(control);
  }

  function drawRound(map, theme) {
    const path = L.polyline([], { color: theme.ink, weight: 2, dashArray: "5 4", interactive: false }).addTo(map);
    let isDown = false;
    map.dragging.disable();
    map.getContainer().style.cursor = "crosshair";
    const down = (event) => { isDown = true; path.addLatLng(event.latlng); };
    const move = (event) => { if (isDown) path.addLatLng(event.latlng); };
    const up = () => {
      map.off({ mousedown: down, mousemove: move, mouseup: up });
      map.dragging.enable();
      map.getContainer().style.cursor = "";
      const inside = within(map, path.getLatLngs());
      path.remove();
      if (inside.length) pick("homes", inside.join("|"));
    };
    map.on({ mousedown: down, mousemove: move, mouseup: up });
  }

  /* Points inside a drawn line, by the even-odd rule on the screen. */
  function within(map, line) {
    const ring = line.map((place) => map.latLngToLayerPoint(place)), found = [];
    state.points.eachLayer((layer) => {
      const { x, y } = map.latLngToLayerPoint(layer.getLatLng());
      let isInside = false;
      for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) {
        const a = ring[k], b = ring[j];
        if ((a.y > y) !== (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) isInside = !isInside;
      }
      if (isInside) found.push(layer.cmwId);
    });
    return found;
  }

  /* A tooltip makes its shape a stop of the Tab key; hundreds of stops would hold a reader up. The map moves by
     keyboard, and the table and the list beside it say and choose the same. */
  function passedByTab(layer) {
    const shape = layer.getElement && layer.getElement();
    if (shape) shape.setAttribute("tabindex", "-1");
    return layer;
  }

  /* Shows the bounds with room round them. In a frame too small for that room, as one is while its page is being
     laid out, Leaflet would reckon no zoom at all: there only the middle is shown. */
  function fit(map, bounds) {
    const size = map.getSize(), hasRoom = size.x > 2 * ROOM && size.y > 2 * ROOM;
    if (hasRoom) map.fitBounds(bounds, { padding: [ROOM, ROOM], animate: false });
    else map.setView(L.latLngBounds(bounds).getCenter(), map.getZoom() || 8, { animate: false });
    return hasRoom;
  }

  /* Leaflet's style sheet comes after its script, and a frame grows after it is made; sizes taken before are wrong. */
  function settle(map, bounds) {
    const isStyled = getComputedStyle(map.getPane("mapPane")).position === "absolute";
    if (isStyled) map.invalidateSize({ animate: false });
    if (!isStyled || !fit(map, bounds)) {
      window.setTimeout(() => settle(map, bounds), 15);
      return;
    }
    map.eachLayer((layer) => { if (layer instanceof L.Tooltip) layer.update(); });
    makeRoom();
    window.cmw.ready = true;
    map.getContainer().dataset.ready = "yes";
  }

  /* One character an area: a digit is a class, '-' nothing known, 'c' hidden; unsure areas are striped. */
  function paint(spec) {
    spec.colours.forEach((colour, k) => striped(state.map, `hatch-${k}`, colour, stripeOn(colour), 6, 1.5));
    state.areas.forEach((layer, i) => {
      const mark = spec.classes[i] || "-";
      const unsure = spec.unsure && spec.unsure[i] === "1";
      const known = unsure ? `url(#hatch-${mark})` : spec.colours[+mark];
      const fill = mark === "c" ? "url(#hatch-hidden)" : mark === "-" ? state.theme.none : known;
      layer.cmw.lines = spec.words[i] ? [spec.words[i]] : [];
      layer.setStyle({
        fillColor: fill,
        fillOpacity: mark === "-" ? 0.35 : 0.92,
        dashArray: unsure ? "3 3" : null,
        weight: unsure ? 1.6 : 0.7,
      });
      layer.cmw.weight = unsure ? 1.6 : 0.7;
    });
    const painted = state.map.getContainer();
    painted.dataset.painted = spec.stamp;
  }

  function points(items) {
    state.points.clearLayers();
    items.forEach((item) => {
      const layer = L.circleMarker([item.y, item.x], {
        radius: item.r, color: item.ring, weight: item.w, fillColor: item.fill, fillOpacity: 0.92,
      });
      layer.bindTooltip(() => words(item.name, item.lines), { direction: "top" });
      layer.cmwId = item.id;
      layer.on("click", () => pick("point", item.id));
      state.points.addLayer(layer);
      passedByTab(layer);
      const shape = layer.getElement && layer.getElement();
      if (shape) shape.setAttribute("data-point", item.id);
    });
  }

  /* Names that would lie over others wait until there is room; those that stay are moved to where there is some. */
  function makeRoom() {
    const taken = [], map = state.map.getContainer(), frame = map.getBoundingClientRect();
    const buttons = [...map.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect());
    const boxes = state.names.map((name) => ({ box: name.label.getElement(), stays: name.stays })).filter((one) => one.box);
    boxes.sort((a, b) => b.stays - a.stays).forEach((one) => {
      one.box.style.translate = "";
      if (one.stays) moveFree(one.box, frame, [...buttons, ...taken]);
      const at = one.box.getBoundingClientRect();
      const isOver = taken.some((t) => at.left < t.right && at.right > t.left && at.top < t.bottom && at.bottom > t.top);
      one.box.style.visibility = isOver && !one.stays ? "hidden" : "";
      if (!isOver || one.stays) taken.push(at);
    });
    nameNeighbours(frame, [...buttons, ...taken]);
  }

  /* Neighbours are named where their names lie whole in the frame and clear of everything, the largest first. */
  function nameNeighbours(frame, taken) {
    const size = (bounds) => {
      const a = state.map.latLngToLayerPoint(bounds.getNorthWest()), b = state.map.latLngToLayerPoint(bounds.getSouthEast());
      return (b.x - a.x) * (b.y - a.y);
    };
    const boxes = state.places.map((place) => ({ box: place.label.getElement(), size: size(place.bounds) })).filter((one) => one.box);
    let left = frame.width < NARROW ? NEIGHBOURS : boxes.length;
    boxes.sort((a, b) => b.size - a.size).forEach(({ box }) => {
      const at = box.getBoundingClientRect();
      const isWhole = at.left >= frame.left && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom;
      const isClear = taken.every((t) => at.left >= t.right || at.right <= t.left || at.top >= t.bottom || at.bottom <= t.top);
      const isNamed = left > 0 && isWhole && isClear;
      box.style.visibility = isNamed ? "" : "hidden";
      if (!isNamed) return;
      taken.push(at);
      left -= 1;
    });
  }

  /* A name moves into the frame, and no farther up or down than it must to lie clear of what is there. */
  function moveFree(box, frame, taken) {
    const { left, right, top, height } = box.getBoundingClientRect();
    const across = inside({ left, right }, frame), isInSight = top < frame.bottom && top + height > frame.top;
    const beside = taken.filter((other) => other.left < right + across && left + across < other.right);
    const isFree = (at) => at >= frame.top && at + height <= frame.bottom && beside.every((other) => at >= other.bottom || at + height <= other.top);
    const tried = [top, ...beside.flatMap((other) => [other.bottom + APART, other.top - height - APART])].filter(isFree);
    const at = isInSight ? tried.sort((a, b) => Math.abs(a - top) - Math.abs(b - top))[0] : top;
    box.style.translate = `${across}px ${(at ?? top) - top}px`;
  }

  /* How far a box must move to lie in its frame; one whose place is out of sight stays where it is. */
  function inside(at, frame) {
    if (at.right < frame.left || at.left > frame.right) return 0;
    return Math.max(frame.left + 2 - at.left, 0) - Math.max(at.right + 2 - frame.right, 0);
  }

  const afterDrawing = () => window.requestAnimationFrame(makeRoom);

  function outlines(items) {
    state.lines.clearLayers();
    state.names = [];
    items.forEach((item) => {
      state.lines.addLayer(L.polygon(polygons(item.shape), {
        interactive: false, fill: false, color: state.theme.ink, weight: 2.5,
      }));
      if (item.at) {
        const label = L.tooltip({ permanent: true, direction: item.side || "center", className: "cmw-zone", interactive: false })
          .setLatLng(item.at).setContent(words(item.name, item.lines));
        state.lines.addLayer(label);
        state.names.push({ label: label, stays: items.length <= FEW || (item.lines || []).length > 1 });
      }
    });
    afterDrawing();
  }

  window.cmw = { begin: begin, paint: paint, points: points, outlines: outlines, ready: false };
})();
