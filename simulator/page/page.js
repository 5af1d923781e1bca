"use strict";
// Without this script all payloads stand one below the other; with it, one step is shown at a time.
(() => {
  const rows = [...document.querySelectorAll(".timeline a")];
  const nodes = [...document.querySelectorAll(".node.visited")];
  const articles = [...document.querySelectorAll("article")];
  let here = 0;

  const show = (index, focus) => {
    if (!rows.length) return;
    here = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[here];
    rows.forEach((each) => {
      each.classList.toggle("here", each === row);
      each.tabIndex = each === row ? 0 : -1;
      if (each === row) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    });
    nodes.forEach((each) => each.classList.toggle("here", each.dataset.node === row.dataset.node));
    articles.forEach((each) => each.classList.toggle("here", each.dataset.step === row.dataset.step));
    document.querySelector(".payloads").scrollTop = 0;
    row.scrollIntoView({ block: "nearest" });
    const node = document.querySelector(".node.here");
    if (node) node.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) row.focus({ preventScroll: true });
  };

  const showNextVisit = (name) => {
    const visits = rows.map((_, index) => index).filter((index) => rows[index].dataset.node === name);
    const later = visits.find((index) => index > here);
    show(later === undefined ? visits[0] : later, false);
  };

  const moves = { ArrowDown: () => here + 1, ArrowUp: () => here - 1, Home: () => 0, End: () => rows.length - 1 };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const node = event.target.closest(".node.visited");
    if (node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      showNextVisit(node.dataset.node);
    } else if (moves[event.key] && !event.target.closest("pre")) {
      event.preventDefault();
      show(moves[event.key](), !node);
    }
  });
  rows.forEach((row, index) => row.addEventListener("click", (event) => {
    event.preventDefault();
    show(index, true);
  }));
  nodes.forEach((node) => node.addEventListener("click", () => showNextVisit(node.dataset.node)));

  if (rows.length) document.body.classList.add("live");
  show(0, false);
})();
