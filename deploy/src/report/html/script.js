"use strict";
// Reads out the figures under the pointer; the page is complete without it.
const grouped = (value, digits) => value.toLocaleString("en-GB", { maximumFractionDigits: digits });
const units = {
  price: (value) => String(value),
  percent: (value) => (100 * value).toFixed(1) + " %",
  fine: (value) => (100 * value).toFixed(3) + " %",
  amount: (value) => grouped(value, Math.abs(value) < 1000 ? 2 : 0),
  days: (value) => grouped(value, 0) + " d",
};
for (const figure of document.querySelectorAll("figure:has(script)")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const svg = figure.querySelector("svg"), cursor = figure.querySelector(".cursor"), out = figure.querySelector(".readout");
  const rows = data.rows, first = rows[0][0], last = rows[rows.length - 1][0];
  const hint = out.textContent = "Point at the chart to read the figures.";
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * data.width;
    const share = Math.min(1, Math.max(0, (x - data.left) / (data.right - data.left)));
    const time = first + share * (last - first);
    let low = 0, high = rows.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (rows[middle][0] <= time) low = middle; else high = middle - 1; }
    const [at, values] = rows[low];
    cursor.setAttribute("x1", x); cursor.setAttribute("x2", x); cursor.style.visibility = "visible";
    const parts = data.columns.map(([name, unit], index) => values[index] === null ? "" : ` · ${name} ${units[unit](values[index])}`);
    out.textContent = new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ") + " UTC" + parts.join("");
  });
  svg.addEventListener("pointerleave", () => { cursor.style.visibility = "hidden"; out.textContent = hint; });
}
