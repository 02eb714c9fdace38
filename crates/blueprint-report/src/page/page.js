"use strict";
// Tables are sorted by the buttons in their headers. Each cell says its value; cells without one stay last.
for (const button of document.querySelectorAll("th button.sort")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const table = head.closest("table");
    const place = head.cellIndex;
    const falling = head.getAttribute("aria-sort") === "descending" ||
      (!head.hasAttribute("aria-sort") && head.dataset.first === "ascending");
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "ascending" : "descending");
    const sign = falling ? 1 : -1;
    const value = (row) => row.cells[place].dataset.value;
    const body = table.tBodies[0];
    const compare = (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      const number = Number(x) - Number(y);
      return sign * (Number.isNaN(number) ? x.localeCompare(y) : number);
    };
    body.append(...[...body.rows].sort(compare));
  });
}
// What scrolls says on which sides there is more.
function showMore(box) {
  const beyond = box.scrollWidth - box.clientWidth - Math.abs(box.scrollLeft);
  const sides = [Math.abs(box.scrollLeft) > 4 && "before", beyond > 4 && "after"].filter(Boolean);
  if (sides.length) box.dataset.more = sides.join(" ");
  else delete box.dataset.more;
  const section = box.closest("#picture");
  if (section) section.classList.toggle("has-more", section.querySelector(".view[data-more]") !== null);
}
if ("ResizeObserver" in window) {
  const sizes = new ResizeObserver((entries) => { for (const entry of entries) showMore(entry.target); });
  for (const box of document.querySelectorAll(".scroll")) {
    sizes.observe(box);
    box.addEventListener("scroll", () => showMore(box), { passive: true });
  }
}
// A link to a touchpoint leads into everyone's picture, so that one has to be shown.
for (const link of document.querySelectorAll('a[href^="#all-touchpoint-"]')) {
  link.addEventListener("click", () => {
    const everyone = document.querySelector('input[name="segment"][value=""]');
    if (everyone && !everyone.checked) {
      everyone.checked = true;
      everyone.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
