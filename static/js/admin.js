/* Django's two-list selector puts aria-label on plain spans; a role makes the label valid. */
window.addEventListener("load", function () {
  document.querySelectorAll("span.help-tooltip[aria-label]").forEach(function (mark) {
    mark.setAttribute("role", "img");
  });
});
