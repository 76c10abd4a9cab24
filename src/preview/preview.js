// Runs in the browser: keeps the brief in its frame up to date, and opens what is clicked.

/** @import { OpenedPlaces, PageState } from './preview.ts' */

const { base = '', key = '' } = document.documentElement.dataset;
const brief = /** @type {HTMLIFrameElement | null} */ (document.getElementById('brief'));
const problems = known('problems');
const unprinted = known('unprinted');
const opened = known('opened');
const status = known('status');
const papers = known('papers');
const editions = /** @type {HTMLSelectElement | null} */ (document.getElementById('editions'));
const address = `${base}page/${pathOf(key)}/`;

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function known(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** @param {string} name */
function pathOf(name) {
  return name.split('/').map(encodeURIComponent).join('/');
}

/**
 * An element with text, or with children.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// The brief.

/**
 * Makes a node like another one of its kind, and leaves what is the same, so that place and open lists are kept.
 *
 * @param {Node | undefined} from
 * @param {Node | undefined} to
 */
function become(from, to) {
  if (!from || !to || from.isEqualNode(to)) return;
  if (!isElement(from) || !isElement(to)) {
    from.nodeValue = to.nodeValue;
    return;
  }
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const name of from.getAttributeNames())
    if (!to.hasAttribute(name) && !isKept(from, name)) from.removeAttribute(name);
  becomeChildren(from, [...from.childNodes], [...to.childNodes]);
}

/**
 * Whether a node is an element, of this page or of the one in the frame, whose classes are others.
 *
 * @param {Node} node
 * @returns {node is Element}
 */
function isElement(node) {
  return node.nodeType === Node.ELEMENT_NODE;
}

/**
 * What says the same at the start and at the end stays; what is between takes the place of what was, one by one.
 *
 * @param {Element} parent
 * @param {readonly Node[]} before
 * @param {readonly Node[]} after
 */
function becomeChildren(parent, before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && saysTheSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < most - start && saysTheSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const next = (end > 0 ? before.at(-end) : undefined) ?? null;
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  for (const [at, node] of fresh.entries()) {
    const gone = old[at];
    if (gone && isLike(gone, node)) become(gone, node);
    else if (gone) parent.replaceChild(document.adoptNode(node), gone);
    else parent.insertBefore(document.adoptNode(node), next);
  }
  for (const node of old.slice(fresh.length)) parent.removeChild(node);
  for (let at = 0; at < start; at += 1) become(before[at], after[at]);
  for (let at = 1; at <= end; at += 1) become(before.at(-at), after.at(-at));
}

/**
 * What a reader opened stays open.
 *
 * @param {Element} node
 * @param {string} name
 */
function isKept(node, name) {
  return name === 'open' && node.localName === 'details';
}

/**
 * @param {Node | undefined} one
 * @param {Node | undefined} other
 */
function saysTheSame(one, other) {
  return isLike(one, other) && one?.textContent === other?.textContent;
}

/**
 * Whether one node can become another.
 *
 * @param {Node | undefined} one
 * @param {Node | undefined} other
 */
function isLike(one, other) {
  if (!one || !other || one.nodeName !== other.nodeName) return false;
  if (!isElement(one) || !isElement(other)) return true;
  return one.id === other.id && one.getAttribute('class') === other.getAttribute('class');
}

let shown = 0;
let isFetching = false;
let wanted = 0;

/**
 * Shows the newest page. Those that come while one is fetched are fetched once, together.
 *
 * @param {number} version
 */
async function show(version) {
  wanted = version;
  const frame = brief?.contentDocument;
  if (isFetching || frame?.readyState !== 'complete') return;
  shown = Number(frame.documentElement.dataset['version'] ?? shown);
  if (shown === wanted) return;
  isFetching = true;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    become(frame.documentElement, page.documentElement);
    document.documentElement.dataset['shown'] = page.documentElement.dataset['version'] ?? '';
  } finally {
    isFetching = false;
  }
  await show(wanted);
}

// Clicks.

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.defaultPrevented || event.button !== 0 || target.closest('summary')) return;
  /** @type {HTMLAnchorElement | null} */
  const link = target.closest('a[href]');
  if (link) return followed(event, link);
  if (brief?.contentWindow?.getSelection()?.isCollapsed !== true) return;
  /** @type {HTMLElement | null} */
  const placed = target.closest('[data-place]');
  const place = placed?.dataset;
  if (!place) return;
  const figures = (place['figure'] ?? '').split(' ').filter(Boolean);
  const all = [place['place'], place['inside'], ...figures].filter(Boolean).map(Number);
  // of several statements none is the one that is meant
  void open([Number(place['place']), ...(figures.length === 1 ? [Number(figures[0])] : [])], all);
}

/**
 * What leads out of the brief opens next to it.
 *
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement} link
 */
function followed(event, link) {
  if (link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  window.open(link.href, '_blank', 'noopener,noreferrer');
}

/**
 * Opens places in the editor, and says which; the others are offered.
 *
 * @param {readonly number[]} numbers
 * @param {readonly number[]} all
 */
async function open(numbers, all) {
  const answer = await fetch(`${base}open`, { method: 'POST', body: JSON.stringify({ open: numbers, all }) });
  if (!answer.ok) return;
  const { places, failure } = /** @type {OpenedPlaces} */ (await answer.json());
  const buttons = places.map(({ number, text }) => placeButton(Number(number), text));
  const close = element('button', { className: 'close', title: 'Close', textContent: '×' });
  close.addEventListener('click', () => (opened.hidden = true));
  const words = element('p', { textContent: failure ?? 'Opened in your editor:', className: failure ? 'failure' : '' });
  opened.replaceChildren(close, words, ...buttons);
  opened.hidden = false;
}

/**
 * @param {number} number
 * @param {string} text
 */
function placeButton(number, text) {
  const button = element('button', { className: 'place', textContent: text });
  button.addEventListener('click', () => void open([number], [number]));
  return button;
}

// What is around the brief.

/** @param {PageState['problems']} list */
function showProblems(list) {
  const errors = list.filter(({ severity }) => severity === 'error');
  const others = list.filter(({ severity }) => severity !== 'error');
  /** @type {HTMLElement[]} */
  const parts = errors.map(problemElement);
  if (others.length > 0) {
    const summary = element('summary', { textContent: counted(others.length, 'warning') });
    parts.push(
      element(
        'details',
        { open: problems.querySelector('details')?.open ?? false },
        summary,
        ...others.map(problemElement),
      ),
    );
  }
  problems.replaceChildren(...parts);
  problems.hidden = list.length === 0;
  problems.className = errors.length > 0 ? 'errors' : 'warnings';
}

/**
 * The figures of the release that the page does not print, in a list that opens.
 *
 * @param {PageState['unprinted']} list
 */
function showUnprinted(list) {
  const items = list.map(({ address, printed, place }) =>
    element('li', {}, placeButton(place, address), ` ${printed}`),
  );
  const summary = element('summary', { textContent: `${counted(list.length, 'figure')} of the release not printed` });
  const isOpen = unprinted.querySelector('details')?.open ?? false;
  unprinted.replaceChildren(element('details', { open: isOpen }, summary, element('ul', {}, ...items)));
  unprinted.hidden = list.length === 0;
}

/** @param {PageState['problems'][number]} problem */
function problemElement({ severity, location, place, message, rule, frame, hint }) {
  const where = place === undefined ? element('b', { textContent: location }) : placeButton(place, location);
  const said = element('span', { className: severity, textContent: severity });
  const first = element('p', {}, where, ' ', said, `: ${message} `);
  if (rule) first.append(element('small', { textContent: `[${rule}]` }));
  /** @type {HTMLElement[]} */
  const parts = [first];
  if (frame) parts.push(element('pre', { textContent: frame }));
  if (hint) parts.push(element('p', { className: 'hint' }, element('b', { textContent: 'hint: ' }), hint));
  return element('article', {}, ...parts);
}

/**
 * @param {number} count
 * @param {string} noun
 */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const PAPER_STATES = {
  printed: 'printed as shown',
  printing: 'is being printed',
  waiting: 'will be printed',
  failed: 'cannot be printed',
};

/** @param {PageState['papers']} list */
function showPapers(list) {
  const links = list.map(({ name, state, failure }) =>
    element('a', {
      className: `paper ${state}`,
      href: address + name,
      target: '_blank',
      rel: 'noopener',
      title: failure ?? PAPER_STATES[state],
      textContent: name,
    }),
  );
  papers.replaceChildren(...links);
}

/** @param {PageState['editions']} list */
function showEditions(list) {
  if (!editions) return;
  const options = list.map((edition) =>
    element('option', {
      value: edition.key,
      selected: edition.key === key,
      textContent: [edition.brief, edition.edition, edition.locale, edition.member].filter(Boolean).join(' · '),
    }),
  );
  if (
    JSON.stringify(options.map(({ value }) => value)) !==
    JSON.stringify([...editions.options].map(({ value }) => value))
  )
    editions.replaceChildren(...options);
}

// A release and its source.

const source = document.getElementById('source');

/** The page as the files are now; what is the same stays, so that the place on it is kept. */
async function showSource() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('source');
  if (source && fresh) become(source, fresh);
  else location.reload();
}

if (source) {
  source.addEventListener('click', ({ target }) => {
    /** @type {HTMLElement | null} */
    const found = /** @type {Element} */ (target).closest('[data-open]');
    const place = found?.dataset['open'];
    if (place !== undefined) void open([Number(place)], [Number(place)]);
  });
}

/** @type {string | undefined} */
let listed;
let isFirst = true;

/** @param {PageState} state */
function received(state) {
  if (source) {
    if (!isFirst) void showSource();
    isFirst = false;
    document.documentElement.dataset['followed'] = 'true';
    return;
  }
  showProblems(state.problems);
  const keys = JSON.stringify([state.editions.map((edition) => edition.key), state.sources]);
  if (!brief) {
    if (listed !== undefined && listed !== keys) location.reload();
    listed = keys;
    return;
  }
  document.documentElement.dataset['milliseconds'] = String(state.milliseconds);
  showPapers(state.papers);
  showUnprinted(state.unprinted);
  showEditions(state.editions);
  const count = state.problems.filter(({ severity }) => severity === 'error').length;
  // over nothing, the mistakes have the whole page
  brief.hidden = count > 0 && state.version === 0;
  status.textContent =
    count > 0
      ? `${counted(count, 'error')}${state.isDraft ? ': a draft, with the figures in doubt marked' : state.version > 0 ? ': this is the last state without' : ''}`
      : `composed in ${(state.milliseconds / 1000).toFixed(2)} s · click a figure or a sentence to open its line`;
  void show(state.version);
}

/** @param {Document} frame */
function loaded(frame) {
  frame.addEventListener('click', clicked);
  document.documentElement.dataset['shown'] = frame.documentElement.dataset['version'] ?? '';
  if (wanted > 0) void show(wanted);
}

if (brief) {
  const { contentDocument } = brief;
  brief.addEventListener('load', () => brief.contentDocument && loaded(brief.contentDocument));
  if (contentDocument?.readyState === 'complete' && contentDocument.location.href !== 'about:blank')
    loaded(contentDocument);
  editions?.addEventListener('change', () => location.assign(`${base}view/${pathOf(editions.value)}`));
}

const events = new EventSource(`${base}events/${pathOf(key)}`);
events.addEventListener('message', ({ data }) => received(JSON.parse(data)));
events.addEventListener('error', () => {
  status.textContent = 'assay dev does not answer: it has ended, or this machine was asleep';
});
