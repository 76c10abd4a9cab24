/** Something on a page that keeps words from being read as they are written. */
export interface PageFault {
  /** The words, shortened. */
  readonly text: string;
  /** What is wrong with them, after "it": `is hidden`, `is cut off`. */
  readonly why: string;
  /** Of a table that is too wide: its position among the tables of the page, and by how many millimetres. */
  readonly table?: number;
  readonly excess?: number;
  /** Of a page that is too long: the id of the part in which its limit lies. */
  readonly part?: string | undefined;
  /** Set if its exhibit is narrower than the page, so that another width of it would give room. */
  readonly isNarrow?: boolean;
}

/** How a page is looked at. */
export interface Look {
  readonly isPaper: boolean;
  /** Largest height of a page as one column, in CSS pixels. */
  readonly maxHeight: number;
}

/**
 * Lists what is wrong with a page: words that are hidden, cut off, too small or faint, labels that stand out of their
 * chart, cells that are not in their row, blocks on top of others, and tables that are too wide. Runs in the browser:
 * it can use nothing outside itself.
 */
export function faultsIn(window: Window, { isPaper, maxHeight }: Look): PageFault[] {
  const { document } = window;
  const { scrollHeight, scrollWidth } = document.documentElement;
  const pageRight = document.body.getBoundingClientRect().right;
  // Nothing else about such a page is worth a look, and printing it takes minutes.
  if (scrollHeight > maxHeight) {
    const named = [...document.querySelectorAll('main [id]:not([id^="_"])')];
    const before = named.filter((one) => one.getBoundingClientRect().top <= maxHeight);
    return [{ text: '', why: 'is too long', part: before.at(-1)?.id }];
  }

  const faults: PageFault[] = [];
  const MOST = 40;
  const report = (element: Element, why: string): void => {
    const text = element.textContent.replace(/\s+/g, ' ').trim();
    if (faults.length < MOST) faults.push({ text: text.length > 40 ? `${text.slice(0, 39)}…` : text, why });
  };

  /** Not read, or opened by the reader; and drawings, which no style sheet lays out. */
  const ASIDE = 'svg, script, style, details.figures, [hidden], .skip';
  const isElement = (node: Node): node is Element => node.nodeType === 1;
  const isText = (node: Node): node is Text => node.nodeType === 3;
  /** The elements with words of their own at and below one. */
  const withWords = (element: Element, found: Element[] = []): Element[] => {
    if (element.matches(ASIDE)) return found;
    let has = false;
    for (const node of element.childNodes) {
      if (isElement(node)) withWords(node, found);
      else has ||= isText(node) && /\S/.test(node.data);
    }
    if (has) found.push(element);
    return found;
  };

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('the browser draws no canvas');
  const channelsOf = new Map<string, readonly number[]>();
  /** Red, green, blue and opacity, from 0 to 255, of a colour in any notation. */
  const channels = (colour: string): readonly number[] => {
    const known = channelsOf.get(colour);
    if (known) return known;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const found: readonly number[] = [...canvas.getImageData(0, 0, 1, 1).data];
    channelsOf.set(colour, found);
    return found;
  };

  /** A colour that lets another one through, on it. */
  const over = (colour: readonly number[], ground: readonly number[] | undefined): readonly number[] | undefined => {
    const share = (colour[3] ?? 0) / 255;
    if (share === 0 || !ground) return ground;
    return ground.map((below, at) => (at < 3 ? below + ((colour[at] ?? 0) - below) * share : below));
  };

  /** What is around an element, by the element: asking the browser for a style takes long, and most have few parents. */
  interface Surroundings {
    /** The colour behind it; undefined where that is a picture. */
    readonly ground: readonly number[] | undefined;
    /** The elements that cut off what stands out of them, itself included. */
    readonly cutting: readonly Element[];
  }
  const surroundings = new Map<Element, Surroundings>();
  const PAGE: Surroundings = { ground: isPaper ? [255, 255, 255, 255] : channels('Canvas'), cutting: [] };
  const CUTS = isPaper ? /^(?!visible)/ : /^(?:hidden|clip)$/;
  const around = (element: Element | null): Surroundings => {
    if (!element) return PAGE;
    const known = surroundings.get(element);
    if (known) return known;
    const outer = around(element.parentElement);
    const { backgroundColor, backgroundImage, overflowX, overflowY } = window.getComputedStyle(element);
    const own = channels(backgroundColor);
    const isPicture = backgroundImage !== 'none' && !element.matches('.chart, .scroll');
    const cuts = element !== document.documentElement && (CUTS.test(overflowX) || CUTS.test(overflowY));
    const found = {
      ground: own[3] === 255 ? own : isPicture ? undefined : over(own, outer.ground),
      cutting: cuts ? [...outer.cutting, element] : outer.cutting,
    };
    surroundings.set(element, found);
    return found;
  };

  /** Relative luminance plus 0.05, by WCAG 2.2. */
  const lightness = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };

  /** Least contrast of words. The contrast that a house style must have is checked in brief/. */
  const LEAST_CONTRAST = 1.5;
  const isFaint = (element: Element, style: CSSStyleDeclaration): boolean => {
    const { ground } = around(element);
    const text = channels(style.color);
    if ((text[3] ?? 0) < 128) return true;
    if (!ground) return false;
    const ratio = lightness(text) / lightness(ground);
    return Math.max(ratio, 1 / ratio) < LEAST_CONTRAST;
  };

  /** Pixels by which a box may stand out of another one: letters are higher than their line. */
  const SLACK = 4;
  const isOut = (box: DOMRect, edge: DOMRect): boolean =>
    box.bottom > edge.bottom + SLACK ||
    box.top < edge.top - SLACK ||
    box.right > edge.right + SLACK ||
    box.left < edge.left - SLACK;

  /** Whether what is in an element is larger than it. */
  const isOverfull = ({ scrollWidth, scrollHeight, clientWidth, clientHeight }: Element): boolean =>
    scrollWidth > clientWidth + SLACK || scrollHeight > clientHeight + SLACK;
  const isCutOff = (box: DOMRect, parent: Element | null): boolean =>
    around(parent).cutting.some((edge) => isOut(box, edge.getBoundingClientRect()));

  /** Least size of letters and height of lines, in CSS pixels. */
  const LEAST_SIZE = 3;
  const whyIllegible = (element: Element, style: CSSStyleDeclaration): string | undefined => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 'is hidden';
    if (/hidden|clip/.test(style.overflow) && isOverfull(element)) return 'is cut off';
    const size = Number.parseFloat(style.fontSize);
    const box = element.getBoundingClientRect();
    // a raised f is narrower than it is high
    if (Math.min(size, box.height, 2 * box.width) < LEAST_SIZE) return 'is too small';
    const spacing = [style.letterSpacing, style.wordSpacing].map((one) => Number.parseFloat(one) || 0);
    if (Math.min(...spacing) < -0.12 * size) return 'is set too tight';
    if (Math.max(...spacing) > 3 * size) return 'is set too wide';
    if (Number.parseFloat(style.lineHeight) < 0.8 * size) return 'has lines on top of each other';
    const { right, bottom, left, top } = box;
    const isBeyond = right <= 0 || bottom <= 0 || top >= scrollHeight;
    // On a screen what is too wide can be scrolled.
    if (isBeyond || (isPaper && left >= scrollWidth)) return 'is outside the page';
    // A table that is too wide is reported as such.
    if (isPaper && right > pageRight + SLACK && !element.closest('table')) return 'runs off the page';
    if (isCutOff(box, element.parentElement)) return 'is cut off';
    return isFaint(element, style) ? 'has the colour of its background' : undefined;
  };

  for (const element of withWords(document.body)) {
    const why = whyIllegible(element, window.getComputedStyle(element));
    if (why !== undefined) report(element, why);
  }

  /** What holds the lines of a figure; a box in one of the columns of a list has a part in each column. */
  const LINES = 'li, p, td, th, dd, dt, h1, h2, h3, h4, h5, h6, caption, figcaption, blockquote';
  const range = document.createRange();
  /** Whether a number goes on in another line: its digits and the signs between them. */
  const isTorn = (element: Element): boolean => {
    for (const node of element.childNodes) {
      if (isElement(node) && isTorn(node)) return true;
      if (!isText(node)) continue;
      for (const { 0: digits, index } of node.data.matchAll(/\d[\d.,]*\d/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + digits.length);
        const [first, ...others] = range.getClientRects();
        if (first && others.some((box) => box.top > first.top + SLACK)) return true;
      }
    }
    return false;
  };
  for (const figure of document.body.querySelectorAll('.value')) {
    const lines = figure.closest(LINES);
    if (figure.closest(ASIDE) || !lines) continue;
    const boxes = [...lines.getClientRects()];
    const isInside = (box: DOMRect): boolean =>
      box.width === 0 || boxes.some((around) => box.left >= around.left - SLACK && box.right <= around.right + SLACK);
    range.selectNodeContents(figure);
    const isOutside = ![...range.getClientRects()].every(isInside);
    if (isTorn(figure)) report(figure, 'is torn between two lines');
    else if (isOutside) report(figure, 'stands out of its column');
  }

  // On a screen a family by name may be wider than the one that was measured, and a drawing can be scrolled.
  for (const drawing of isPaper ? document.body.querySelectorAll('.chart svg') : []) {
    const edge = drawing.getBoundingClientRect();
    for (const words of drawing.querySelectorAll('text'))
      if (edge.width > 0 && isOut(words.getBoundingClientRect(), edge)) report(words, 'is cut off by its chart');
  }

  // Each cell is in its row, right of the one before; each row is below the one before. On a screen a cell may begin a new
  // line of its row.
  for (const table of document.body.querySelectorAll('table')) {
    let above: DOMRect | undefined;
    for (const row of table.rows) {
      const box = row.getBoundingClientRect();
      if (above && box.top < above.bottom - SLACK) report(row, 'is not below the row before it');
      above = box;
      let before: DOMRect | undefined;
      for (const cell of row.cells) {
        const own = cell.getBoundingClientRect();
        const isOnNewLine = !isPaper && before && own.top >= before.bottom - SLACK;
        const isHigher = cell.scrollHeight > cell.clientHeight + 2 * SLACK;
        if (isHigher || isOut(own, box)) report(cell, 'is not in its row');
        else if (before && !isOnNewLine && own.left < before.right - SLACK)
          report(cell, 'is not right of the cell before it');
        before = own;
      }
    }
  }

  // A reader takes two figures of different cells or items for one number where no more is between them than between groups
  // of digits: a quarter of the height of letters, or a third.
  const LEAST_GAP = 0.6;
  const textsIn = (element: Element, found: Text[] = []): Text[] => {
    for (const node of element.childNodes) {
      if (isText(node) && /\S/.test(node.data)) found.push(node);
      if (isElement(node) && !node.matches(ASIDE)) textsIn(node, found);
    }
    return found;
  };
  /** The box of a digit with which an element begins or ends. */
  interface Edge extends Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'> {
    readonly element: Element;
    /** What holds its line. */
    readonly block: Element | null;
    /** Of the letters, in CSS pixels. */
    readonly size: number;
  }
  /** The first or last character of an element, if that is a digit. */
  const edgeOf = (element: Element, node: Text, isLast: boolean): Edge | undefined => {
    const at = isLast ? node.data.trimEnd().length - 1 : node.data.search(/\S/);
    if (!/[0-9]/.test(node.data.charAt(at))) return undefined;
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const size = Number.parseFloat(window.getComputedStyle(node.parentElement ?? element).fontSize);
    return right > left ? { element, block: element.closest(LINES), left, right, top, bottom, size } : undefined;
  };
  const ends: Edge[] = [];
  const starts = new Map<number, Edge[]>();
  const BAND = 16;
  for (const element of document.body.querySelectorAll('.value, td, th')) {
    if (element.closest(ASIDE)) continue;
    const texts = textsIn(element);
    const [first, last] = [texts[0], texts.at(-1)];
    const [start, end] = [first && edgeOf(element, first, false), last && edgeOf(element, last, true)];
    if (end) ends.push(end);
    if (!start) continue;
    const band = Math.floor(start.top / BAND);
    starts.set(band, [...(starts.get(band) ?? []), start]);
  }
  const isGlued = (end: Edge, start: Edge): boolean => {
    const common = Math.min(end.bottom, start.bottom) - Math.max(end.top, start.top);
    const gap = start.left - end.right;
    return (
      end.block !== start.block &&
      common > Math.min(end.bottom - end.top, start.bottom - start.top) / 2 &&
      gap > -1 &&
      gap < LEAST_GAP * Math.max(end.size, start.size)
    );
  };
  const gluedTo = (end: Edge): Edge | undefined => {
    const band = Math.floor(end.top / BAND);
    const near = [-2, -1, 0, 1, 2].flatMap((by) => starts.get(band + by) ?? []);
    return near.find((start) => isGlued(end, start));
  };
  const figures = ends.filter(({ element }) => element.matches('.value'));
  const glued = figures.find(gluedTo) ?? ends.find(gluedTo);
  const next = glued && gluedTo(glued)?.element;
  if (next) {
    const cell = next.closest<HTMLTableCellElement>('td, th');
    const head = cell?.closest('table')?.rows[0]?.cells[cell.cellIndex]?.textContent.trim();
    const column = head ? ` of the column ${head}` : '';
    report(
      glued.element,
      `reads as one number with "${next.textContent.trim()}"${column}: too little space is between them`,
    );
  }

  // Blocks of a section stand below each other.
  const OVERLAP = 16;
  for (const parent of document.body.querySelectorAll('body, main, section')) {
    const { display, columnCount } = window.getComputedStyle(parent);
    if (display !== 'block' || columnCount !== 'auto') continue;
    let above: DOMRect | undefined;
    for (const block of parent.children) {
      if (block.matches(ASIDE) || /^(?:absolute|fixed)$/.test(window.getComputedStyle(block).position)) continue;
      const box = block.getBoundingClientRect();
      if (box.height === 0) continue;
      if (above && box.top < above.bottom - OVERLAP) report(block, 'is on top of what is before it');
      above = box;
    }
  }

  if (isPaper) {
    const MILLIMETRE = 96 / 25.4;
    for (const [index, table] of [...document.body.querySelectorAll('table')].entries()) {
      const around = (table.parentElement ?? table).getBoundingClientRect();
      const excess = Math.ceil((table.getBoundingClientRect().right - around.right - 1) / MILLIMETRE);
      const exhibit = table.closest('.exhibit');
      const page = document.body.querySelector('main')?.clientWidth ?? 0;
      const isNarrow = exhibit !== null && !exhibit.closest('.columns, .margins') && exhibit.clientWidth < page - SLACK;
      if (excess > 0) faults.push({ text: '', why: 'is too wide', table: index, excess, isNarrow });
    }
  }
  return faults;
}
