"use strict";
// Without this script all views and payloads stand one below the other; with it, one view and in it
// one row at a time: a step of a call, or a line of the whole story.
(() => {
  const views = [...document.querySelectorAll(".view")].map((element) => ({
    element,
    rows: [...element.querySelectorAll(".rows a")],
    nodes: [...element.querySelectorAll(".node.visited")],
    articles: [...element.querySelectorAll("article")],
    here: 0,
  }));
  const tabs = [...document.querySelectorAll(".tabs a")];
  const filter = document.querySelector(".filter input");
  let view = views[0];

  const mark = (elements, chosen, name) => elements.forEach((each) => {
    each.classList.toggle("here", each === chosen);
    if (each === chosen) each.setAttribute("aria-current", name);
    else each.removeAttribute("aria-current");
  });

  const show = (index, focus) => {
    const { rows, nodes, articles, element } = view;
    if (!rows.length) return;
    view.here = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[view.here];
    mark(rows, row, "step");
    rows.forEach((each) => { each.tabIndex = each === row ? 0 : -1; });
    nodes.forEach((each) => each.classList.toggle("here", each.dataset.node === row.dataset.node));
    articles.forEach((each) => each.classList.toggle("here", each.dataset.step === row.dataset.step));
    if (articles.length) {
      element.querySelector(".payloads").scrollTop = 0;
      history.replaceState(null, "", row.hash);
    }
    row.scrollIntoView({ block: "nearest" });
    const node = element.querySelector(".node.here");
    if (node) node.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) row.focus({ preventScroll: true });
  };

  const open = (next, focus) => {
    view = next;
    views.forEach((each) => each.element.classList.toggle("open", each === view));
    const tab = tabs.find((each) => each.hash === `#${view.element.id}`);
    mark(tabs, tab, "page");
    if (tab) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    history.replaceState(null, "", `#${view.element.id}`);
    show(view.here, focus);
  };

  // A hash names a view, or a step in one.
  const follow = (hash) => {
    const target = hash && document.getElementById(hash.slice(1));
    const next = target && views.find((each) => each.element.contains(target));
    if (!next) return false;
    const index = next.rows.findIndex((row) => row.hash === hash);
    if (index >= 0 && target !== next.element) next.here = index;
    open(next, true);
    return true;
  };

  const showNextVisit = (name) => {
    const visits = view.rows.map((_, index) => index).filter((index) => view.rows[index].dataset.node === name);
    const later = visits.find((index) => index > view.here);
    show(later === undefined ? visits[0] : later, false);
  };

  const isShown = (index) => index < 0 || index >= view.rows.length || !view.rows[index].parentElement.hidden;
  const step = (index, by) => {
    let next = index;
    while (!isShown(next)) next += by;
    return view.rows[next] ? next : view.here;
  };
  const moves = {
    ArrowDown: () => step(view.here + 1, 1),
    ArrowUp: () => step(view.here - 1, -1),
    Home: () => step(0, 1),
    End: () => step(view.rows.length - 1, -1),
  };
  const turns = { ArrowRight: 1, ArrowLeft: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const node = event.target.closest(".node.visited");
    const isText = event.target === filter && event.key !== "ArrowDown";
    if (isText) {
      if (event.key === "Escape" || event.key === "Enter") show(view.here, true);
    } else if (node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      showNextVisit(node.dataset.node);
    } else if (moves[event.key] && !event.target.closest("pre")) {
      event.preventDefault();
      show(moves[event.key](), !node);
    } else if (turns[event.key] && views.length > 1) {
      event.preventDefault();
      const place = views.indexOf(view) + turns[event.key];
      if (views[place]) open(views[place], true);
    } else if (event.key === "/" && filter) {
      event.preventDefault();
      open(views[0], false);
      filter.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const node = event.target.closest(".node.visited");
    if (node) showNextVisit(node.dataset.node);
    else if (link && follow(link.hash)) event.preventDefault();
    else if (link && view.rows.includes(link)) show(view.rows.indexOf(link), true);
  });
  window.addEventListener("hashchange", () => follow(location.hash));

  if (filter) filter.addEventListener("input", () => {
    const words = filter.value.trim().toLowerCase();
    views[0].rows.forEach((row) => {
      row.parentElement.hidden = !row.textContent.toLowerCase().includes(words);
    });
  });

  document.body.classList.add("live");
  if (!follow(location.hash)) open(view, false);
})();
