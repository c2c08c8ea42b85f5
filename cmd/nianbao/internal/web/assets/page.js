// What the page does better with a script. Everything works without.
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  for (const e of all(".scripted")) e.hidden = false;

  // Files are dropped into the box, or chosen; too large ones are not sent.
  const drop = document.querySelector(".drop");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    const busy = drop.querySelector(".busy");
    drop.addEventListener("submit", (e) => {
      if ([...input.files].some((f) => f.size > +drop.dataset.most)) {
        e.preventDefault();
        busy.textContent = drop.dataset.large;
        return;
      }
      busy.textContent = drop.dataset.busy;
    });
    for (const name of ["dragenter", "dragover"]) {
      document.addEventListener(name, (e) => {
        e.preventDefault();
        drop.classList.add("over");
      });
    }
    document.addEventListener("dragleave", (e) => {
      if (!e.relatedTarget) drop.classList.remove("over");
    });
    document.addEventListener("drop", (e) => {
      e.preventDefault();
      drop.classList.remove("over");
      if (!e.dataTransfer.files.length) return;
      input.files = e.dataTransfer.files;
      drop.requestSubmit();
    });
    addEventListener("pageshow", () => { busy.textContent = ""; });
  }

  // N and P go through the open points: empty fields, then contradictions.
  const points = () => {
    const seen = new Set();
    return all("td[data-status=unresolved], td[data-status=conflict]").filter((td) => {
      if (td.dataset.status === "unresolved") return !td.querySelector(".fill")?.value;
      const box = td.closest("table");
      return !seen.has(box) && seen.add(box);
    });
  };
  const go = (step) => {
    const list = points();
    if (!list.length) return;
    const here = document.activeElement.closest?.("td") || document.querySelector("td:target");
    let i = list.indexOf(here);
    if (i < 0 && here) {
      i = list.findIndex((td) => here.compareDocumentPosition(td) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (step > 0) i = i < 0 ? -1 : i - 1;
      else if (i < 0) i = list.length;
    } else if (i < 0) {
      i = step > 0 ? -1 : list.length;
    }
    const td = list[(i + step + list.length) % list.length];
    td.scrollIntoView({ block: "center", inline: "center" });
    (td.querySelector(".fill") || td.querySelector("a"))?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    const typing = e.target.matches("input, textarea, select");
    if (typing && !e.target.matches(".fill")) return;
    const key = e.key.toLowerCase();
    if (key !== "n" && key !== "p") return;
    e.preventDefault();
    go(key === "n" ? 1 : -1);
  });
  document.addEventListener("beforeinput", (e) => {
    if (e.target.matches(".fill") && /^[np]$/i.test(e.data)) e.preventDefault();
  });
  document.querySelector("a.next")?.addEventListener("click", (e) => {
    const td = document.getElementById(decodeURIComponent(e.currentTarget.hash.slice(1)));
    const field = td?.querySelector(".fill");
    if (!field) return;
    e.preventDefault();
    td.scrollIntoView({ block: "center", inline: "center" });
    field.focus({ preventScroll: true });
  });

  // What is typed and not sent yet is kept when the page is loaded again.
  const form = document.getElementById("answers");
  if (form) {
    const key = "typed " + form.dataset.draft;
    const fields = all(".fill");
    const mark = (f) => f.classList.toggle("changed", f.value.trim() !== f.dataset.was);
    let kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(key)) || {}; } catch { /* nothing kept */ }
    for (const f of fields) {
      const k = kept[f.name];
      if (k && k.was === f.dataset.was && f.value === f.dataset.was) f.value = k.value;
      mark(f);
    }
    const keep = () => {
      const now = {};
      for (const f of fields) {
        mark(f);
        if (f.value.trim() !== f.dataset.was) now[f.name] = { was: f.dataset.was, value: f.value };
      }
      try { sessionStorage.setItem(key, JSON.stringify(now)); } catch { /* no room */ }
    };
    document.addEventListener("input", keep);
    for (const f of all("form")) {
      f.addEventListener("submit", () => { if (f === form) sessionStorage.removeItem(key); });
    }
    const at = document.querySelector("td:target .fill");
    at?.focus({ preventScroll: true });
  }

  // The note of a marked figure is shown beside it while its sign or its field
  // has the focus, or the pointer; Escape puts it away.
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.hidden = true;
  bubble.setAttribute("aria-hidden", "true");
  const noteOf = (e) => {
    const cell = e.target.closest?.("td[data-fact], .written td");
    let mark = cell?.querySelector("a.mark");
    if (mark && cell.closest(".written")) mark = document.getElementById(mark.hash.slice(1))?.querySelector("a.mark");
    return mark ? [cell, document.getElementById(mark.hash.slice(1))] : [];
  };
  const tell = (e) => {
    const [cell, note] = noteOf(e);
    bubble.hidden = !note;
    about = note ? cell : null;
    if (!note) return;
    bubble.replaceChildren(...[...note.childNodes].map((n) => n.cloneNode(true)));
    put();
  };
  let about = null;
  const put = () => {
    if (bubble.hidden || !about) return;
    const cell = about;
    const at = cell.getBoundingClientRect();
    const size = bubble.getBoundingClientRect();
    bubble.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 16)) + "px";
    bubble.style.top = (at.top - size.height - 6 > 0 ? at.top - size.height - 6 : at.bottom + 6) + "px";
  };
  const report = document.querySelector(".report");
  if (report) {
    document.body.append(bubble);
    for (const mark of all("td a.mark", report)) {
      const id = mark.hash.slice(1);
      if (document.getElementById(id)?.closest(".notes")) mark.setAttribute("aria-describedby", id);
    }
    report.addEventListener("focusin", tell);
    report.addEventListener("mouseover", tell);
    report.addEventListener("focusout", () => { bubble.hidden = true; });
    report.addEventListener("mouseleave", () => { bubble.hidden = true; });
    document.addEventListener("scroll", put, { passive: true, capture: true });
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") bubble.hidden = true; });
  }

  // A table and the same as written scroll together, rows side by side.
  for (const pair of all(".pair")) {
    const boxes = all(".scroll", pair);
    if (boxes.length !== 2) continue;
    let leader = null;
    for (const [i, box] of boxes.entries()) {
      box.addEventListener("scroll", () => {
        if (leader && leader !== box) return;
        leader = box;
        const other = boxes[1 - i];
        const room = box.scrollWidth - box.clientWidth;
        if (room > 0) other.scrollLeft = box.scrollLeft / room * (other.scrollWidth - other.clientWidth);
        clearTimeout(box.timer);
        box.timer = setTimeout(() => { leader = null; }, 120);
      }, { passive: true });
    }
    const rows = boxes.map((b) => all("tr", b));
    if (rows[0].length !== rows[1].length) continue;
    const level = () => {
      for (const tr of rows.flat()) tr.style.height = "";
      const beside = Math.abs(boxes[0].getBoundingClientRect().top - boxes[1].getBoundingClientRect().top) < 200;
      if (!beside) return;
      const most = rows[0].map((tr, i) => Math.max(tr.getBoundingClientRect().height, rows[1][i].getBoundingClientRect().height));
      for (const side of rows) side.forEach((tr, i) => { tr.style.height = most[i] + "px"; });
    };
    level();
    addEventListener("resize", level);
  }
})();
