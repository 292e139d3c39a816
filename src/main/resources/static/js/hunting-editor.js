// The query editor: colors, completion and marks over the text field that the form sends.
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, highlightActiveLine, highlightSpecialChars } from "@codemirror/view";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { linter } from "@codemirror/lint";
import { tags } from "@lezer/highlight";

const WORDS = new Set(("let set where extend project project-away project-keep project-rename project-reorder summarize distinct sort order by top take limit "
  + "count join kind on union search find in parse parse-where parse-kv mv-expand mv-apply make-series evaluate render serialize sample "
  + "sample-distinct print range datatable externaldata as invoke lookup getschema scan partition fork facet reduce consume asc desc nulls first last "
  + "and or not between has has_any has_all has_cs contains contains_cs startswith endswith matches regex with from to step default of").split(" "));

const kusto = StreamLanguage.define({
  name: "kusto",
  startState: () => ({ long: null }),
  token(stream, state) {
    if (state.long) {
      if (stream.skipTo(state.long)) {
        stream.match(state.long);
        state.long = null;
      } else stream.skipToEnd();
      return "string";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    const fence = stream.match(/^[hH]?(```|~~~)/);
    if (fence) {
      state.long = fence[1];
      return "string";
    }
    if (stream.match(/^[hH]?@"(?:[^"]|"")*"?/) || stream.match(/^[hH]?@'(?:[^']|'')*'?/)
      || stream.match(/^[hH]?"(?:[^"\\]|\\.)*"?/) || stream.match(/^[hH]?'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/^(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:d|h|m|s|ms|microseconds?|ticks?)?\b/i)) return "number";
    const word = stream.match(/^(?:project-[a-z]+|mv-[a-z]+|make-series|parse-[a-z]+|sample-distinct|[A-Za-z_$][\w$]*)/);
    if (word) {
      if (WORDS.has(word[0])) return "keyword";
      return stream.match(/^\s*\(/, false) ? "function" : "name";
    }
    if (stream.match(/^(?:[|=<>!~+\-*/%]+|\.\.)/)) return "operator";
    stream.next();
    return null;
  },
  tokenTable: { function: tags.function(tags.variableName), name: tags.variableName },
  languageData: { commentTokens: { line: "//" } },
});

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: tags.string, color: "var(--medium-fg)" },
  { tag: tags.number, color: "var(--low-fg)" },
  { tag: tags.comment, color: "var(--ok-fg)", fontStyle: "italic" },
  { tag: tags.function(tags.variableName), color: "var(--note-fg)" },
  { tag: tags.operator, color: "var(--fg-2)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--fg-1)", backgroundColor: "var(--surface)", fontSize: ".8125rem", maxHeight: "60vh" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.25rem", minHeight: "12rem" },
  ".cm-content": { caretColor: "var(--fg-1)" },
  ".cm-gutters": { backgroundColor: "var(--subtle)", color: "var(--fg-3)", borderRight: "1px solid var(--hairline)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--fg-1)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--brand)", color: "var(--on-brand)" },
  ".cm-diagnostic": { borderLeftColor: "var(--high-line)" },
});

const header = () => {
  const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;
  return { [meta("_csrf_header")]: meta("_csrf"), "HX-Request": "true" };
};

const ask = async (address, fields) => {
  const answer = await fetch(address, { method: "POST", headers: header(), body: new URLSearchParams(fields) });
  return answer.ok ? answer.json() : null;
};

/** The editor takes the place of a text field, which stays and holds what the editor holds. */
export const over = (textarea, nonce) => {
  const form = textarea.form;
  const problem = document.getElementById("query-problem");
  const timed = form.querySelector("[data-timed]");

  const tell = faults => {
    const list = document.createElement("ul");
    list.className = "plain faults";
    for (const fault of faults) {
      const place = document.createElement("strong");
      place.textContent = problem.dataset.words.replace("{0}", fault.line).replace("{1}", fault.column);
      const words = document.createElement("span");
      words.lang = "en";
      words.textContent = fault.message;
      const piece = document.createElement("code");
      piece.textContent = fault.piece;
      const line = document.createElement("li");
      line.append(place, " ", words, " ", piece);
      list.append(line);
    }
    problem.replaceChildren(...(faults.length ? [list] : []));
  };

  const marks = async view => {
    const text = view.state.doc.toString();
    const { from, to } = view.state.selection.main;
    if (!text.trim()) return [];
    const checked = await ask(form.dataset.check, { query: text, start: from, end: to });
    if (!checked || text !== view.state.doc.toString()) return [];
    timed.hidden = !checked.timed;
    tell(checked.faults);
    return checked.faults.map(({ start, end, message }) => ({
      from: Math.min(start, Math.max(0, text.length - 1)), to: Math.max(end, Math.min(start + 1, text.length)), severity: "error", message }));
  };

  const complete = async context => {
    const word = context.matchBefore(/[\w$-]*/);
    if (!context.explicit && (!word || word.from === word.to)) return null;
    const found = await ask(form.dataset.complete, { query: context.state.doc.toString(), at: context.pos });
    return found && found.options.length ? { from: found.from, options: found.options, validFor: /^[\w$-]*$/ } : null;
  };

  const run = () => {
    form.requestSubmit(form.querySelector("button.primary"));
    return true;
  };

  const sync = view => {
    textarea.value = view.state.doc.toString();
    form.elements.start.value = view.state.selection.main.from;
    form.elements.end.value = view.state.selection.main.to;
  };

  const view = new EditorView({
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        Prec.highest(keymap.of([{ key: "Ctrl-Enter", mac: "Mod-Enter", run }, { key: "Shift-Enter", run }])),
        lineNumbers(), highlightSpecialChars(), highlightActiveLine(), history(), bracketMatching(),
        kusto, syntaxHighlighting(colors), look,
        autocompletion({ override: [complete], icons: false }),
        linter(marks, { delay: 400 }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-labelledby": "query-label", "aria-describedby": "query-hint query-problem", "autocapitalize": "off", "spellcheck": "false" }),
        EditorView.updateListener.of(update => { if (update.docChanged || update.selectionSet) sync(update.view); }),
      ],
    }),
  });
  textarea.hidden = true;
  textarea.before(view.dom);
  sync(view);
  document.getElementById("query-label").addEventListener("click", () => view.focus());
  return {
    insert: words => {
      view.dispatch(view.state.replaceSelection(words));
      view.focus();
    },
  };
};
