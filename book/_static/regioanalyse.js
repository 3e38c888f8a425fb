// Draws the figures and sorts the table of regions. Everything else on a page works without it.
(function () {
  "use strict";

  // ---- figures: Vega and `window.regioanalyse` come from figures.js, on pages that have figures ----------------

  function isDark() {
    return document.documentElement.dataset.theme === "dark";
  }

  // text and lines take the colour that the page gives its own
  function pageColours() {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ra-ink").trim();
    const soft = style.getPropertyValue("--ra-ink-soft").trim();
    return {
      axis: { labelColor: soft, titleColor: soft, gridColor: soft, tickColor: soft, domainColor: soft },
      legend: { labelColor: ink, titleColor: ink },
      header: { labelColor: ink, titleColor: ink },
      title: { color: ink, subtitleColor: soft },
      style: { "guide-label": { fill: soft }, "guide-title": { fill: soft } },
      text: { color: ink },
      rule: { color: soft },
    };
  }

  const NARROW = 480;

  function isPlain(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  // what the specification says itself goes first
  function merged(defaults, own) {
    const result = Object.assign({}, defaults, own);
    for (const key of Object.keys(defaults)) {
      if (isPlain(defaults[key]) && isPlain((own || {})[key])) result[key] = merged(defaults[key], own[key]);
    }
    return result;
  }

  function recoloured(value, colours) {
    if (typeof value === "string") return colours[value.toLowerCase()] || value;
    if (Array.isArray(value)) return value.map((item) => recoloured(item, colours));
    if (isPlain(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, recoloured(item, colours)]));
    }
    return value;
  }

  // the box around all areas of a map: [west, south, east, north]
  function around(coordinates, box) {
    if (typeof coordinates[0] !== "number") return coordinates.reduce((all, each) => around(each, all), box);
    const [x, y] = coordinates;
    return [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }

  // a map is as high as its areas need at this width
  function mapHeight(spec, width) {
    const shapes = Object.values(spec.datasets).flat().filter((row) => row.geometry);
    const none = [Infinity, Infinity, -Infinity, -Infinity];
    const [west, south, east, north] = shapes.reduce((all, row) => around(row.geometry.coordinates, all), none);
    return Math.ceil((width * (north - south)) / (east - west));
  }

  function specification(figure) {
    const spec = JSON.parse(figure.querySelector("script.ra-spec").textContent);
    const drawn = isDark() ? recoloured(spec, window.regioanalyse.dark) : spec;
    drawn.config = merged(pageColours(), drawn.config || {});
    drawn.config.background = "transparent";
    // on a phone long names of a legend stand below one another
    if (figure.clientWidth < NARROW) drawn.config.legend.columns = 1;
    if (drawn.projection) drawn.height = Math.min(drawn.height, mapHeight(drawn, figure.clientWidth));
    return drawn;
  }

  const views = new Map();

  async function draw(figure) {
    const place = figure.querySelector(".ra-chart");
    place.dataset.drawn = "busy";
    try {
      const result = await window.vegaEmbed(place, specification(figure), {
        mode: "vega-lite",
        renderer: "svg",
        actions: false,
        defaultStyle: false,
        formatLocale: window.regioanalyse.formatLocale,
        timeFormatLocale: window.regioanalyse.timeFormatLocale,
        tooltip: { theme: isDark() ? "dark" : "light" },
      });
      const before = views.get(figure);
      views.set(figure, result);
      if (before) before.finalize();
      // Vega's own descriptions of axes and marks are English; the chart has one as a whole, and a table
      place.setAttribute("role", "img");
      place.removeAttribute("aria-roledescription");
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      place.dataset.drawn = "yes";
    } catch (error) {
      place.dataset.drawn = "failed";
      place.textContent = "Deze figuur kan niet worden getekend. De tabel hieronder bevat dezelfde cijfers.";
      console.error(error);
    }
  }

  function figures() {
    // a figure without a value to show has a sentence in place of its chart
    return [...document.querySelectorAll("figure.ra-figure:has(.ra-chart)")];
  }

  async function drawOneByOne() {
    for (const figure of figures()) {
      if (!views.has(figure)) await draw(figure);
      // the browser shows it: drawn all at once, the first is not seen before the last is done. A page that nobody looks
      // at is shown no frames
      await new Promise((shown) => {
        requestAnimationFrame(() => setTimeout(shown));
        setTimeout(shown, 100);
      });
    }
  }

  let started = false;

  function startFigures() {
    if (started || !window.vegaEmbed) return;
    started = true;
    drawOneByOne();
    let dark = isDark();
    new MutationObserver(() => {
      if (isDark() !== dark) {
        dark = isDark();
        figures().forEach(draw);
      }
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    // Vega follows the window; a side bar that opens changes the width of the page only
    const main = document.getElementById("main-content");
    let width = main.clientWidth;
    new ResizeObserver(() => {
      if (main.clientWidth !== width) {
        width = main.clientWidth;
        window.dispatchEvent(new Event("resize"));
      }
    }).observe(main);
  }

  // ---- print: white, whatever the screen is --------------------------------------------------------------------

  function startPrint() {
    let theme;
    window.addEventListener("beforeprint", () => {
      theme = document.documentElement.dataset.theme;
      document.documentElement.dataset.theme = "light";
    });
    window.addEventListener("afterprint", () => {
      document.documentElement.dataset.theme = theme;
    });
  }

  // ---- sorting -------------------------------------------------------------------------------------------------

  function sortKey(row, column) {
    const cell = row.cells[column];
    if (cell.tagName === "TH") return cell.textContent.replace(/^'t /, "");
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  }

  function compare(a, b, falling) {
    if (a === null || b === null) return (a === null) - (b === null);
    const order = typeof a === "string" ? a.localeCompare(b, "nl") : a - b;
    return falling ? -order : order;
  }

  function startSorting(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        // numbers start with the highest, names with the first
        const falling = column === 0 ? head.ariaSort === "ascending" : head.ariaSort !== "descending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.ariaSort = falling ? "descending" : "ascending";
        const body = table.tBodies[0];
        const rows = [...body.rows];
        rows.sort((a, b) => compare(sortKey(a, column), sortKey(b, column), falling));
        body.append(...rows);
      });
    });
  }

  // ---- the one sentence of the search page that Sphinx has no Dutch for ------------------------------------------

  if (typeof Documentation !== "undefined") {
    Documentation.addTranslations({
      locale: "nl",
      plural_expr: "(n != 1)",
      messages: {
        "Search finished, found ${resultCount} page(s) matching the search query.":
          "Gevonden pagina's: ${resultCount}.",
      },
    });
  }

  // ---- names for whoever hears the page: the theme has these in English only -----------------------------------

  const NAMES = [
    [".bd-header-announcement", ["aria-label"], "Mededeling"],
    [".bd-docs-nav", ["aria-label"], "Navigatie"],
    ["nav[aria-label='Page']", ["aria-label"], "Op deze pagina"],
    // the theme has made a tooltip of the title by then
    [".primary-toggle", ["aria-label", "data-bs-original-title"], "Navigatie tonen of verbergen"],
    [".secondary-toggle", ["aria-label", "data-bs-original-title"], "Kopjes van deze pagina tonen of verbergen"],
  ];

  function translateNames() {
    for (const [selector, attributes, text] of NAMES) {
      for (const element of document.querySelectorAll(selector)) {
        attributes.forEach((attribute) => element.setAttribute(attribute, text));
      }
    }
  }

  // figures.js comes first of the deferred scripts: nobody waits for the theme's before the first chart is drawn. Only
  // a page that turns dark with the system does, because the theme's scripts turn it
  document.addEventListener("regioanalyse:figures", () => {
    const known = ["light", "dark"].includes(document.documentElement.dataset.theme);
    if (known || !matchMedia("(prefers-color-scheme: dark)").matches) startFigures();
  });

  // deferred scripts have run when the document is complete
  document.addEventListener("DOMContentLoaded", () => {
    translateNames();
    document.querySelectorAll("table.ra-regions").forEach(startSorting);
    startFigures();
    startPrint();
  });
})();
