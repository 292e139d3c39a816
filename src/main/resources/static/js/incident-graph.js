"use strict";
// Draws the relations of an incident; the table below the drawing says the same, and is what the keyboard uses.
(() => {
  const canvas = document.querySelector("[data-graph]");
  if (!canvas || !window.cytoscape) return;
  const { nodes, edges } = JSON.parse(canvas.dataset.graph);
  const probe = document.createElement("span");
  canvas.append(probe);
  // light-dark() is worked out by the browser, not by the drawing.
  const worked = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const shapes = { ALERT: "diamond", DEVICE: "round-rectangle", USER: "ellipse", MAILBOX: "round-tag", FILE: "rectangle", PROCESS: "hexagon", IP: "triangle", URL: "vee" };
  canvas.closest("figure").hidden = false;
  const graph = window.cytoscape({
    container: canvas,
    elements: { nodes: nodes.map(data => ({ data })), edges: edges.map(data => ({ data })) },
    layout: { name: "cose", animate: false, padding: 24, nodeDimensionsIncludeLabels: true, randomize: false },
    userZoomingEnabled: false,
    autoungrabify: true,
    style: style(1),
  });
  // The layout decides how far all of it is away; the words stay as large as those of the page.
  graph.ready(() => graph.style(style(graph.zoom())));

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

  graph.on("tap", "node[href]", event => location.assign(event.target.data("href")));

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
})();
