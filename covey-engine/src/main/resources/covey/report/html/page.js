'use strict';
// Draws every chart from the specification that stands beside it. Colours follow the page's style sheet.
for (const box of document.querySelectorAll('.chart')) {
  const spec = JSON.parse(document.getElementById(box.dataset.spec).textContent);
  vegaEmbed(box, spec, {
    ast: true,
    actions: false,
    renderer: 'svg',
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  }).then(
    () => box.classList.add('drawn'),
    (fault) => {
      box.textContent = box.getAttribute('aria-label');
      console.error(fault);
    },
  );
}
