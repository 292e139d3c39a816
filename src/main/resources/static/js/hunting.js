"use strict";
// The page with the query editor: what it can do beyond its forms and links.
(() => {
  const form = document.querySelector("[data-editor]");
  if (!form) return;
  const nonce = document.currentScript.nonce;
  const textarea = form.querySelector("textarea");
  const run = form.querySelector("button.primary");
  document.querySelectorAll("[data-scripted]").forEach(part => { part.hidden = false; });

  // ---- The editor over the text field

  const imports = Object.fromEntries([...document.querySelectorAll("template[data-module]")]
    .map(template => [template.dataset.module, template.dataset.address]));
  const map = Object.assign(document.createElement("script"), { type: "importmap", nonce, textContent: JSON.stringify({ imports }) });
  document.head.append(map);
  let editor = null;
  import(document.querySelector("template[data-editor-module]").dataset.address)
    .then(module => { editor = module.over(textarea, nonce); })
    .finally(() => { if (form.dataset.now) form.requestSubmit(run); });

  const insert = words => {
    if (editor) editor.insert(words);
    else {
      textarea.setRangeText(words, textarea.selectionStart, textarea.selectionEnd, "end");
      textarea.focus();
    }
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-insert]");
    if (button) insert(button.dataset.insert);
  });

  // Which of several queries is meant; the editor tells it with each move of the cursor.
  form.addEventListener("submit", () => {
    if (editor) return;
    form.elements.start.value = textarea.selectionStart;
    form.elements.end.value = textarea.selectionEnd;
  }, true);

  // Other buttons of the form lead to pages of their own.
  document.addEventListener("submit", event => {
    if (event.target === form && event.submitter?.matches("[data-plain]")) event.stopImmediatePropagation();
  }, true);

  // ---- Finding a table

  const find = document.querySelector("[data-schema-find]");
  const said = document.querySelector("[data-schema-said]");
  find?.addEventListener("input", () => {
    const part = find.value.trim().toLowerCase();
    let found = 0;
    for (const group of document.querySelectorAll("[data-schema] [data-group]")) {
      const tables = [...group.querySelectorAll("[data-table]")];
      for (const table of tables) table.hidden = !`${table.dataset.table} ${table.dataset.columns}`.toLowerCase().includes(part);
      const shown = tables.filter(table => !table.hidden).length;
      found += shown;
      group.hidden = shown === 0;
      group.open = part !== "" && shown > 0;
    }
    said.textContent = said.dataset.found.replace("{0}", found);
  });

  // ---- A cell leads to what can be done with it

  document.addEventListener("click", event => {
    const cell = event.target.closest("[data-rows] td");
    if (!cell || event.target.closest("a, button, summary, details[open]") || !getSelection().isCollapsed) return;
    const link = cell.parentElement.querySelector("th a");
    const place = cell.cellIndex;
    link.addEventListener("click", () => {
      const panel = document.getElementById(link.dataset.panel);
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => {
          const field = panel.querySelector(`[data-field="${place}"]`);
          field?.scrollIntoView({ block: "center" });
          field?.focus();
        }));
      });
      watch.observe(panel.querySelector("[data-content]"), { childList: true });
    }, { once: true });
    link.click();
  });

  // ---- A query ends with the page that began it, and with no other that shows it

  let begun = null;
  const running = () => document.querySelector("#run-part[data-left]");
  document.addEventListener("htmx:afterSwap", event => {
    if (event.detail.requestConfig?.elt === form) begun = running()?.dataset.left ?? null;
    if (!begun || running()?.dataset.left !== begun) return;
    document.querySelector("#run-part [data-stays]").hidden = true;
    document.querySelector("#run-part [data-stops]").hidden = false;
  });
  addEventListener("pagehide", () => {
    if (!begun || running()?.dataset.left !== begun) return;
    const meta = name => document.querySelector(`meta[name="${name}"]`).content;
    fetch(begun, { method: "POST", keepalive: true, headers: { [meta("_csrf_header")]: meta("_csrf") } });
  });

  // ---- Charts; the table below says the same

  const KINDS = { column: "bar", bar: "bar", line: "line", time: "line", area: "line", pie: "pie", donut: "doughnut", scatter: "scatter" };
  const charts = new Set();
  const draw = canvas => {
    if (!window.Chart || canvas.dataset.drawn) return;
    canvas.dataset.drawn = "true";
    const { kind, stacked, title, x, time, labels, series } = JSON.parse(canvas.dataset.chart);
    const probe = document.createElement("span");
    canvas.after(probe);
    // light-dark() is worked out by the browser, not by the drawing.
    const worked = name => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const ink = worked("--fg-2");
    const grid = worked("--hairline");
    const paper = worked("--surface");
    const colors = [1, 2, 3, 4, 5, 6].map(number => worked(`--chart-${number}`));
    const dashes = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6]];
    const points = ["circle", "rect", "triangle", "rectRot", "cross", "star"];
    probe.remove();
    const round = kind === "pie" || kind === "donut";
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short", timeZone: time || undefined });
    const shown = value => time ? format.format(value) : value;
    const datasets = series.map(({ name, values }, at) => {
      const color = colors[at % colors.length];
      return {
        label: name,
        data: kind === "scatter" ? values.map(([place, y]) => ({ x: place, y })) : time ? values.map((y, row) => ({ x: labels[row], y })) : values,
        backgroundColor: round ? labels.map((_, row) => colors[row % colors.length]) : kind === "area" ? color.replace("rgb(", "rgba(").replace(")", ", 0.25)") : color,
        borderColor: round ? paper : color,
        borderDash: KINDS[kind] === "line" ? dashes[at % dashes.length] : undefined,
        borderWidth: KINDS[kind] === "line" || round ? 2 : 0,
        pointStyle: points[at % points.length],
        fill: kind === "area",
        spanGaps: true,
        maxBarThickness: 48,
      };
    });
    const across = kind === "bar";
    const words = { color: ink };
    const axis = { ticks: words, grid: { color: grid }, stacked };
    const ofX = time
      ? { ...axis, type: "linear", ticks: { ...words, callback: shown, maxTicksLimit: 8 }, offset: kind === "column", title: { display: true, text: x, color: ink } }
      : kind === "scatter" ? { ...axis, type: "linear", title: { display: true, text: x, color: ink } } : { ...axis, title: { display: true, text: x, color: ink } };
    const ofY = { ...axis, beginAtZero: true };
    charts.add(new window.Chart(canvas, {
      type: KINDS[kind],
      data: { labels: time ? undefined : labels, datasets },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        indexAxis: across ? "y" : "x",
        plugins: {
          legend: { display: round || series.length > 1, position: "bottom", labels: { ...words, usePointStyle: KINDS[kind] === "line" } },
          title: { display: Boolean(title), text: title, color: ink },
          tooltip: time ? { callbacks: { title: items => shown(items[0].parsed.x) } } : {},
        },
        scales: round ? {} : across ? { x: ofY, y: ofX } : { x: ofX, y: ofY },
      },
    }));
  };
  const forget = wanted => {
    for (const chart of [...charts].filter(wanted)) {
      delete chart.canvas?.dataset.drawn;
      chart.destroy();
      charts.delete(chart);
    }
  };
  const drawAll = () => {
    forget(chart => !chart.canvas?.isConnected);
    document.querySelectorAll("canvas[data-chart]").forEach(draw);
  };
  drawAll();
  document.addEventListener("htmx:afterSwap", drawAll);
  // The system's theme changes while a page is open.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    forget(() => true);
    drawAll();
  });
})();
