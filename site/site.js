// The list of pages is open where there is room for it. The search needs a server: a browser reads no index from a folder.
const pages = /** @type {HTMLDetailsElement} */ (document.querySelector('#pages'));
const wide = window.matchMedia('(min-width: 60rem)');
const followWidth = () => (pages.open = wide.matches);
followWidth();
wide.addEventListener('change', followWidth);
const current = pages.querySelector('[aria-current]');
if (wide.matches && current instanceof HTMLElement) {
  const list = /** @type {HTMLElement} */ (pages.parentElement);
  list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
}

const search = /** @type {HTMLElement} */ (document.querySelector('#search'));
if (location.protocol.startsWith('http')) {
  const index = new URL(search.dataset.index ?? '', location.href).href;
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${index}pagefind-ui.css` });
  const script = Object.assign(document.createElement('script'), { src: `${index}pagefind-ui.js` });
  script.addEventListener('load', () => {
    // @ts-expect-error the script of Pagefind declares it
    const { PagefindUI } = window;
    Object.assign(window, {
      search: new PagefindUI({ element: '#search', showImages: false, showSubResults: true, resetStyles: false }),
    });
  });
  document.head.append(style, script);
}
