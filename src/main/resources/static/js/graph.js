"use strict";
// Draws what the table above the drawing says: the relations of an incident, or the course of an investigation.
(() => {
  function draw() {
    const canvas = document.querySelector("[data-graph]");
    if (!canvas || !window.cytoscape || canvas.dataset.drawn) return;
    canvas.dataset.drawn = "";
    const { nodes, edges } = JSON.parse(canvas.dataset.graph);
    const probe = document.createElement("span");
    canvas.append(probe);
    // light-dark() is worked out by the browser, not by the drawing.
    const worked = name => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const shapes = { ALERT: "diamond", DEVICE: "round-rectangle", USER: "ellipse", MAILBOX: "round-tag", FILE: "rectangle", PROCESS: "hexagon", IP: "triangle", URL: "vee" };
    document.querySelectorAll("[data-graph-drawn]").forEach(part => { part.hidden = false; });
    const graph = window.cytoscape({
      container: canvas,
      elements: { nodes: nodes.map(data => ({ data })), edges: edges.map(data => ({ data })) },
      layout: "column" in nodes[0]
        ? { name: "preset", padding: 24, positions: inColumns(nodes) }
        : { name: "cose", animate: false, padding: 24, nodeDimensionsIncludeLabels: true, randomize: false },
      userZoomingEnabled: false,
      autoungrabify: true,
      style: style(1),
    });
    // The layout decides how far all of it is away; the words stay as large as those of the page.
    graph.ready(() => graph.style(style(graph.zoom())));

    // What belongs to one column stands under one another, in the middle of its height.
    function inColumns(all) {
      const columns = [...new Set(all.map(node => node.column))].sort((a, b) => a - b);
      const places = {};
      columns.forEach((column, x) => {
        const those = all.filter(node => node.column === column);
        those.forEach((node, y) => { places[node.id] = { x: x * 190, y: (y - (those.length - 1) / 2) * 80 }; });
      });
      return places;
    }

    function style(zoom) {
      return [
        { selector: "node", style: {
          "shape": node => shapes[node.data("kind")] ?? "octagon", "label": "data(label)", "width": 24 / zoom, "height": 24 / zoom,
          "background-color": worked("--brand"), "color": worked("--fg-1"), "font-size": 12 / zoom, "text-valign": "bottom",
          "text-margin-y": 4 / zoom, "text-background-color": worked("--surface"), "text-background-opacity": 1, "text-wrap": "ellipsis", "text-max-width": 140 / zoom } },
        { selector: "node[kind = 'ALERT']", style: { "background-color": worked("--medium-line") } },
        { selector: "edge", style: { "width": 1.5 / zoom, "line-color": worked("--control-line"), "line-style": "dashed", "curve-style": "straight" } },
        { selector: "edge[?bad]", style: { "width": 2.5 / zoom, "line-color": worked("--high-line"), "line-style": "solid" } },
        { selector: "edge[?tie]", style: { "width": 2 / zoom, "line-color": worked("--fg-1"), "line-style": "dotted" } },
        { selector: ".named", style: { "border-width": 4 / zoom, "border-color": worked("--focus") } },
      ];
    }

    // An alert's page is where its row leads to.
    const addressOf = node => node.data("href") ?? document.querySelector(`tr[data-source="${node.id()}"] th a, tr[data-target="${node.id()}"] td a`)?.href;
    const open = node => location.assign(addressOf(node));
    graph.on("tap", "node", event => open(event.target));

    // ---- The arrow keys go to the nearest node in their direction, Enter opens it

    const said = document.querySelector("[data-graph-said]");
    let current = null;
    const goTo = node => {
      current = node;
      graph.elements().removeClass("named");
      node.addClass("named");
      said.textContent = node.data("label");
    };
    const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
    // What lies aside counts double, and what lies behind is not looked at.
    const nearest = ([x, y]) => {
      const from = current.position();
      let found = null;
      let least = Infinity;
      graph.nodes().forEach(node => {
        const dx = node.position().x - from.x;
        const dy = node.position().y - from.y;
        const ahead = dx * x + dy * y;
        const far = ahead + 2 * Math.abs(dx * y + dy * x);
        if (node !== current && ahead > 0 && far < least) {
          found = node;
          least = far;
        }
      });
      return found;
    };
    canvas.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key === "Enter" && current) open(current);
      if (!directions[event.key]) return;
      event.preventDefault();
      const next = current ? nearest(directions[event.key]) : graph.nodes().first();
      if (next) goTo(next);
    });

    // The row that has the focus or the pointer is shown in the drawing.
    const show = row => {
      graph.elements().removeClass("named");
      if (row) graph.nodes().filter(node => [row.dataset.source, row.dataset.target].includes(node.id())).addClass("named");
    };
    for (const row of document.querySelectorAll("tr[data-source]")) {
      row.addEventListener("focusin", () => show(row));
      row.addEventListener("mouseenter", () => show(row));
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(style(graph.zoom())));
  }
  draw();
  document.addEventListener("htmx:afterSwap", draw);
})();
