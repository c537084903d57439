// The order of what the search finds, and a line about each page, told to Sphinx by its option html_search_scorer; it
// becomes a part of its language_data.js, which only the search page loads.

/** The words looked for are not kept on the device, to be marked on the page that is opened next. */
const SPHINX_HIGHLIGHT_ENABLED = false;

/**
 * What a page's place in the book adds to Sphinx's score, by the beginning of its address; the first that fits counts.
 * Sphinx gives 5 for a word of the text, 15 for one of a heading, 15 for a part or a term called so, 16 for a page
 * called so. Hence: chapters and first pages that mention a word come before headings elsewhere, though not before a
 * page or a term of that name; the models' pages come after all these, and single functions last.
 */
const PLACES = [
  ["book/cases/", 13],
  ["book/start/", 13],
  ["book/index", 13],
  ["book/reference/glossary", 4],
  ["book/reference/evidence", 2.3],
  ["book/practice/", 2],
  ["book/reference/models", -12],
  ["", 1.9],
];
/** What a title adds that holds, word for word, what is looked for. */
const IN_TITLE = 0.8;
/** What a page gets that says all words looked for more often than any other page does; for some of them, a share. */
const SAYS_MOST = 0.6;
const asked = (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();

/** The share of the words looked for that a page says more often than any other; casekit.site.search lists it first. */
function most(page) {
  const stemmer = new Stemmer();
  const words = splitQuery(asked).map((word) => Search._index.terms[stemmer.stemWord(word)]).filter(Array.isArray);
  const at = Search._index.docnames.indexOf(page);
  return words.filter(([first]) => first === at).length / (words.length || 1);
}

var Scorer = {
  score([page, title, , description, score]) {
    if (description) return score - 100;
    const place = PLACES.find(([beginning]) => page.startsWith(beginning))[1];
    return score + place + (title.toLowerCase().includes(asked) ? IN_TITLE : 0) + most(page) * SAYS_MOST;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};

/** Undoes what casekit.site.search did to the index: words that share a beginning, and a character for each page. */
function unpack(index) {
  for (const name of ["terms", "titleterms"]) {
    const [words, pages] = index[name];
    const places = pages.split(" ");
    let word = "";
    index[name] = Object.fromEntries((words.match(/[A-Z][^A-Z]*/g) ?? []).map((part, i) => {
      word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
      return [word, [...places[i]].map((page) => page.charCodeAt(0) - 48)];
    }));
  }
  return index;
}

/** Pages that have said below a result what they say about themselves. */
const said = new Set();
/** Adds that line below the first result of each page; a function's result has a line of its own. */
function summarise(result) {
  const page = result.querySelector("a").getAttribute("href").split(".html")[0];
  const words = Search._index.summaries[Search._index.docnames.indexOf(page)];
  if (!words || said.has(page) || result.querySelector("span")) return;
  said.add(page);
  result.append(Object.assign(document.createElement("p"), { className: "context", textContent: words }));
}
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  added.filter((node) => node.matches?.("#search-results li")).forEach(summarise);
}).observe(document, { childList: true, subtree: true });
