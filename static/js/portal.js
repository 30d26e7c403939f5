/* Small aids; every page works without them. */
(function () {
  "use strict";
  const root = document.documentElement;
  const korean = root.lang.startsWith("ko");
  root.classList.add("js");

  const UNITS = [["조", 1e12], ["억", 1e8], ["만", 1e4]];

  function number(text) {
    return /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(text) ? Number(text.replace(/,/g, "")) : NaN;
  }

  function small(text) {
    let total = 0;
    let rest = text;
    for (const [name, unit] of [["천", 1000], ["백", 100], ["십", 10]]) {
      const at = rest.indexOf(name);
      if (at >= 0) {
        total += (at ? number(rest.slice(0, at)) : 1) * unit;
        rest = rest.slice(at + 1);
      }
    }
    return rest || rest === text ? total + number(rest) : total;
  }

  function parseWon(text) {
    let rest = text.normalize("NFKC").toLowerCase().replace(/\s+|₩|원정?|krw|won/g, "");
    const english = rest.match(/^(.*?)(billion|bn|million|m)$/);
    if (english) return number(english[1]) * (english[2].startsWith("b") ? 1e9 : 1e6);
    let total = 0;
    if (!rest) return NaN;
    for (const [name, unit] of UNITS) {
      const at = rest.indexOf(name);
      if (at >= 0) {
        total += small(rest.slice(0, at)) * unit;
        rest = rest.slice(at + 1);
      }
    }
    return rest ? total + small(rest) : total;
  }

  function reading(won) {
    if (!Number.isSafeInteger(won)) return "";
    if (!korean) {
      for (const [name, unit] of [["billion", 1e9], ["million", 1e6]]) {
        if (won >= unit) return (won / unit).toLocaleString("en", { maximumFractionDigits: 3 }) + " " + name + " won";
      }
      return won.toLocaleString("en") + " won";
    }
    const parts = [];
    let rest = won;
    for (const [name, unit] of UNITS) {
      const count = Math.floor(rest / unit);
      rest -= count * unit;
      if (count) parts.push(count.toLocaleString("en") + name);
    }
    if (rest || !parts.length) parts.push(rest.toLocaleString("en"));
    return parts.join(" ") + (rest ? "원" : " 원");
  }

  document.addEventListener("input", function (event) {
    if (!event.target.matches("[data-money]")) return;
    const aid = event.target.parentElement.querySelector("[data-money-reading]");
    if (aid) aid.textContent = reading(parseWon(event.target.value));
  });

  /* A whole date pasted into the year box fills the other boxes. */
  document.addEventListener("paste", function (event) {
    if (!event.target.matches('[data-part="year"]')) return;
    const text = event.clipboardData.getData("text").normalize("NFKC").trim();
    const found = text.match(/^(\d{4})(\d\d)(\d\d)?$/) || text.match(/^(\d{4})[-./년\s]+(\d{1,2})(?:[-./월\s]+(\d{1,2}))?[.월일\s]*$/);
    const group = event.target.closest(".parts");
    if (!found || !group) return;
    event.preventDefault();
    ["year", "month", "day"].forEach(function (part, index) {
      const box = group.querySelector('[data-part="' + part + '"]');
      if (box && found[index + 1]) box.value = found[index + 1];
    });
  });

  function localTimes(scope) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone === "Asia/Seoul") return;
    scope.querySelectorAll("time[data-local]").forEach(function (time) {
      const local = new Date(time.dateTime).toLocaleString(korean ? "ko" : "en-GB", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
      time.textContent += " (" + (korean ? "현지 시각 " : "your time ") + local + ")";
      time.removeAttribute("data-local");
    });
  }

  document.addEventListener("click", function (event) {
    const toggle = event.target.closest("[data-contrast-toggle]");
    if (!toggle) return;
    const high = root.dataset.contrast !== "high";
    if (high) root.dataset.contrast = "high"; else delete root.dataset.contrast;
    toggle.setAttribute("aria-pressed", String(high));
    document.cookie = "contrast=" + (high ? "high" : "") + ";path=/;max-age=31536000;samesite=lax";
  });

  document.addEventListener("DOMContentLoaded", function () {
    localTimes(document);
    const summary = document.querySelector(".error-summary");
    if (summary) summary.focus();
    const here = document.querySelector(".nav [aria-current]");
    if (here) here.parentElement.parentElement.scrollLeft = here.offsetLeft - 20;
  });
  document.addEventListener("htmx:load", function (event) { localTimes(event.detail.elt); });
})();
