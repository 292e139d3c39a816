"use strict";
// What pages do more comfortably with scripts. Without them every link and form works by itself.
(() => {
  const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
  const text = name => document.body.dataset[name] ?? "";
  const stranger = !meta("session-seconds");

  const focusOn = element => {
    if (!element) return;
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus();
  };

  // What went wrong, or was done, is where reading goes on.
  focusOn(document.querySelector("main [role=alert][data-focus]") ?? document.querySelector("main [data-focus]"));

  // ---- htmx: the token against forged forms, focus, and failures in words

  document.addEventListener("htmx:configRequest", event => {
    const header = meta("_csrf_header");
    if (header) event.detail.headers[header] = meta("_csrf");
  });

  const isOfPerson = event => ["click", "submit", "change"].includes(event.detail.requestConfig?.triggeringEvent?.type);

  document.addEventListener("htmx:afterSettle", event => {
    if (!isOfPerson(event)) return; // polling never takes the focus
    const changed = event.detail.elt;
    const opener = () => document.querySelector(`[hx-target="#${changed.id}"]`); // what it opened is hidden again
    focusOn(changed.querySelector("[data-focus]") ?? changed.querySelector("h1, h2, h3, [tabindex='-1']") ?? opener());
  });

  // A region that says what changed, and not the same again with each poll.
  document.addEventListener("htmx:afterSwap", () => {
    const said = document.querySelector("[data-said]");
    const words = document.querySelector("[data-say]")?.textContent.replace(/\s+/g, " ").trim();
    if (said && words && said.textContent !== words) said.textContent = words;
  });

  const announce = (words, kind = "error") => {
    let place = document.getElementById("script-problem");
    if (!place) {
      place = document.createElement("div");
      place.id = "script-problem";
      place.className = `msg ${kind}`;
      place.setAttribute("role", "alert");
      const main = document.querySelector("dialog.panel[open] [data-content]") ?? document.querySelector("main");
      const heading = main.querySelector("h1");
      heading ? heading.after(place) : main.prepend(place);
    }
    place.replaceChildren(document.createElement("span"), Object.assign(document.createElement("p"), { textContent: words }));
    focusOn(place);
  };

  document.addEventListener("htmx:responseError", event => {
    const answer = event.detail.xhr;
    markUnsent(event.detail.elt);
    if (answer.status === 401) return; // HX-Redirect leads to the sign-in page
    announce(text("failed").replace("{0}", answer.getResponseHeader("X-Reference") ?? "–"));
  });
  document.addEventListener("htmx:sendError", event => {
    markUnsent(event.detail.elt);
    announce(text("offline"));
  });

  // ---- Forms: "Working…" when it takes longer than a moment; what changes something is sent once

  const sent = new WeakMap();

  const wait = form => {
    const button = form.querySelector("button:not([type=button]), input[type=submit]");
    const words = document.createElement("span");
    words.className = "hint";
    words.setAttribute("role", "status");
    button?.after(words);
    const timer = setTimeout(() => {
      if (form.method === "post") button?.setAttribute("aria-disabled", "true"); // a search may be stopped and asked anew
      words.textContent = text("working");
    }, 400);
    sent.set(form, () => {
      clearTimeout(timer);
      button?.removeAttribute("aria-disabled");
      words.remove();
      sent.delete(form);
    });
  };

  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method === "dialog" || form.hasAttribute("data-download")) return;
    if (form.method === "get") sent.get(form)?.();
    if (sent.has(form)) event.preventDefault();
    else if (!event.defaultPrevented || form.matches("[hx-post]")) wait(form);
  });
  document.addEventListener("htmx:afterRequest", event => sent.get(event.detail.elt)?.());
  // The browser may show a page again as it was when it was left.
  window.addEventListener("pageshow", event => {
    if (event.persisted) document.querySelectorAll("form").forEach(form => sent.get(form)?.());
  });
  document.addEventListener("click", event => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  // ---- What was entered outlives the session, and is put back after signing in again

  const KEPT = "unsent-form";
  const isBox = field => ["checkbox", "radio"].includes(field.type);
  const fieldsOf = form => [...form.elements].filter(
    field => field.name && !["hidden", "password", "submit", "button"].includes(field.type));
  const chosenAtFirst = list => [...list.options].findLast(option => option.defaultSelected) ?? list.options[0];
  const isChanged = field => isBox(field) ? field.checked !== field.defaultChecked
    : field.options ? field.selectedOptions[0] !== chosenAtFirst(field)
      : field.value !== field.defaultValue;
  // What a form holds that was refused is saved nowhere, also where it is as the page came.
  const isRefused = form => form.closest("main, [data-content]").querySelector(".msg.error, [name=settle]") !== null;
  const unsaved = form => fieldsOf(form).filter(field => isRefused(form) || isChanged(field));
  const postForms = () => [...document.querySelectorAll("main form[method=post], dialog.panel [data-content] form[method=post]")];
  // A form may be shown beside any page; data-page is the address at which it is the page.
  const pathOf = form => form.dataset.page ?? location.pathname;

  const keep = (form, unsent) => sessionStorage.setItem(KEPT, JSON.stringify({
    unsent,
    path: pathOf(form),
    action: form.getAttribute("action"),
    fields: unsaved(form).map(({ name, value, checked }) => ({ name, value, checked })),
  }));
  const markUnsent = form => {
    if (postForms().includes(form)) keep(form, true);
  };
  const putBack = kept => {
    const form = postForms().find(candidate => candidate.getAttribute("action") === kept.action && pathOf(candidate) === kept.path);
    if (!form) return;
    sessionStorage.removeItem(KEPT);
    // Boxes of one name are told apart by their values.
    for (const { name, value, checked } of kept.fields) {
      const field = fieldsOf(form).find(one => one.name === name && (!isBox(one) || one.value === value));
      if (field && isBox(field)) field.checked = checked;
      else if (field) field.value = value;
    }
    announce(text("restored"), "note");
  };

  document.addEventListener("submit", event => {
    if (postForms().includes(event.target)) keep(event.target, false);
  });
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  if (kept?.unsent && !stranger) putBack(kept);
  else if (kept && !kept.unsent && !stranger) sessionStorage.removeItem(KEPT);

  // ---- Help, and forms that say so, open beside the page

  // A question that a link leads to is open.
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.matches("details")) target.open = true;
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // The form is here already: choosing its topic keeps what was typed.
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-topic]");
    const place = link?.closest("[data-content], main");
    const topic = place?.querySelector("#topic");
    if (!topic || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    topic.value = link.dataset.topic;
    focusOn(place.querySelector("#ask-title"));
  });

  document.addEventListener("click", async event => {
    const link = event.target.closest("a[data-help], a[data-panel]");
    const panel = document.getElementById(link?.dataset.panel ?? "help-panel");
    if (!link || !panel?.showModal || new URL(link.href).pathname === location.pathname || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = panel.querySelector("[data-content]");
      content.replaceChildren(...page.body.childNodes);
      window.htmx?.process(content);
      panel.showModal();
      focusOn(content.querySelector("h1"));
      const kept = JSON.parse(sessionStorage.getItem(KEPT));
      if (kept?.unsent) putBack(kept);
    } catch {
      location.assign(link.href);
    }
  });

  // ---- The end of the session is said two minutes before

  if (!stranger) {
    const WARNING = 120_000;
    const length = Number(meta("session-seconds")) * 1000;
    const ending = document.getElementById("session-ending");
    const over = document.getElementById("session-over");
    const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
    let used = Date.now();

    const extended = () => {
      used = Date.now();
      if (ending.open) ending.close();
    };
    const usedHere = () => {
      extended();
      tabs?.postMessage("used");
    };
    const show = dialog => {
      if (dialog.open || dialog.dataset.shown) return;
      ending.close();
      dialog.showModal();
      focusOn(dialog.querySelector("h2"));
    };

    const ping = async () => {
      try {
        const answer = await fetch("/session", { headers: { "HX-Request": "true" } });
        if (answer.status === 204) usedHere();
        else ended();
      } catch {
        announce(text("offline"));
      }
    };
    const ended = () => {
      postForms().filter(form => unsaved(form).length).slice(0, 1).forEach(form => keep(form, true));
      show(over);
      over.dataset.shown = "true";
      clearInterval(clock);
    };

    const clock = setInterval(() => {
      const left = used + length - Date.now();
      if (left <= 0) ended();
      else if (left <= WARNING) show(ending);
    }, 5_000);

    tabs?.addEventListener("message", extended);
    document.addEventListener("htmx:afterRequest", event => {
      if (event.detail.successful && isOfPerson(event)) usedHere();
    });
    ending.querySelector("[data-stay]").addEventListener("click", ping);
    ending.addEventListener("cancel", ping); // Esc means: I am here
    usedHere();
  }

  // ---- Keys, only while a list has the focus and only as long as they are wanted

  const keys = document.querySelector("[data-keys]");
  if (keys) {
    const UNWANTED = "keys-unwanted";
    const wanted = keys.querySelector("input");
    wanted.checked = !localStorage.getItem(UNWANTED);
    wanted.addEventListener("change", () => {
      if (wanted.checked) localStorage.removeItem(UNWANTED);
      else localStorage.setItem(UNWANTED, "true");
    });
    keys.hidden = false;

    const linkOf = row => row?.querySelector("th[scope=row] a");
    const step = (list, row, by) => {
      const links = [...list.querySelectorAll("tbody tr")].map(linkOf).filter(link => link);
      focusOn(links[links.indexOf(linkOf(row)) + by]);
    };
    const pressed = {
      "j": (list, row) => step(list, row, 1),
      "k": (list, row) => step(list, row, -1),
      "Enter": (list, row) => linkOf(row)?.click(),
      "Escape": (list, row, inside) => inside ? inside.querySelector("[data-hide]")?.click() : list.focus(),
      "?": () => {
        keys.open = true;
        focusOn(keys.querySelector("summary"));
      },
    };

    document.addEventListener("keydown", event => {
      const list = event.target.closest("[data-list]");
      const press = pressed[event.key];
      if (!list || !press || !wanted.checked || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" && event.target.closest("a, button, summary")) return; // they do so themselves
      // What a row has opened below itself belongs to it.
      const here = event.target.closest("tr");
      const inside = here?.matches(".opened") ? here : null;
      event.preventDefault();
      press(list, inside?.previousElementSibling ?? here, inside);
    });
  }

  // ---- Copying, where the browser allows it to pages

  if (navigator.clipboard) document.querySelectorAll("button[data-copy]").forEach(button => { button.hidden = false; });
  document.addEventListener("click", async event => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // The whole text, to be copied by hand.
      const words = button.previousElementSibling;
      words.open = true;
      getSelection().selectAllChildren(words.querySelector("span.reference") ?? words);
      document.querySelector("[data-copy-done]").textContent = text("uncopied");
      return;
    }
    button.firstElementChild.textContent = button.dataset.copied;
    document.querySelector("[data-copy-done]").textContent = button.textContent;
  });

  // ---- Printing

  document.querySelectorAll("button[data-print]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // ---- The menu of the person closes like a menu

  const me = document.querySelector("details.me");
  document.addEventListener("click", event => {
    if (me?.open && !me.contains(event.target)) me.open = false;
  });
  me?.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !me.open) return;
    me.open = false;
    me.querySelector("summary").focus();
  });
})();
