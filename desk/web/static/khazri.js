// Keys for those who like them: / search, j and k through a list, ? help, Esc back. Every page works without this file.
"use strict";

const items = () => [...document.querySelectorAll("[data-item]")];
const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

function step(by) {
  const all = items();
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  const link = next && (next.querySelector("[data-open]") || next.querySelector("a[href]"));
  if (link) {
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  if (event.key === "Escape") {
    document.activeElement.blur();
  } else if (isTyping(event.target)) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "?") {
    location.assign("/help");
  }
});

// On a narrow screen the filters begin folded: what was found comes first.
if (matchMedia("(max-width: 47.99rem)").matches) {
  for (const folded of document.querySelectorAll("details.facets")) folded.open = false;
}
