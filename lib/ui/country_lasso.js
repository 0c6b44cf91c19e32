/* Drawing round points on the map for many areas: a button, a line that follows mouse or finger, what lies inside. */

function lassoButton(begin) {
  const control = new L.Control({ position: "topleft" }), said = "Draw round homes to choose them";
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar"), button = L.DomUtil.create("a", "cmw-country-lasso", bar);
    Object.assign(button, { href: "#", role: "button", title: said, textContent: "\u25CC" });
    button.setAttribute("aria-label", `${said}; the list and the table below the map choose the same`);
    L.DomEvent.disableClickPropagation(bar).on(button, "click", (event) => {
      L.DomEvent.preventDefault(event);
      begin();
    });
    return bar;
  };
  return control;
}

/* From press to release the line follows the pointer; then `done` gets its corners in degrees, and when it ended. */
function followed(map, ink, done) {
  const frame = map.getContainer(), line = L.polyline([], { color: ink, weight: 2, dashArray: "5 4", interactive: false });
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up };
  let isDown = false;
  line.addTo(map);
  map.dragging.disable();
  frame.classList.add("is-drawn-on");
  Object.entries(listeners).forEach(([name, listener]) => frame.addEventListener(name, listener));

  function down(event) {
    isDown = true;
    line.addLatLng(map.mouseEventToLatLng(event));
  }

  function move(event) {
    if (isDown) line.addLatLng(map.mouseEventToLatLng(event));
  }

  function up(event) {
    if (!isDown) return;
    Object.entries(listeners).forEach(([name, listener]) => frame.removeEventListener(name, listener));
    frame.classList.remove("is-drawn-on");
    map.dragging.enable();
    line.remove();
    done(line.getLatLngs(), event.timeStamp);
  }
}

/* Points inside a ring on the grid, by the even-odd rule. */
function pointsInside({ places, count }, ring) {
  const across = ring.map((corner) => corner.x), down = ring.map((corner) => corner.y), found = [];
  const [west, east, north, south] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
  for (let i = 0; i < count; i++) {
    const x = places[2 * i], y = places[2 * i + 1];
    if (x >= west && x <= east && y >= north && y <= south && isInside(ring, x, y)) found.push(i);
  }
  return found;
}

function isInside(ring, x, y) {
  let inside = false;
  for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) {
    const a = ring[k], b = ring[j];
    if ((a.y > y) !== (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
