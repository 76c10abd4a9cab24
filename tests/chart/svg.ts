import { SaxesParser } from 'saxes';

/** An element of an SVG, read by a strict XML parser: another reader than the one that wrote it. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  /** Text directly in it. */
  text: string;
}

/** Reads an SVG. Throws where it is not well-formed XML. */
export function readSvg(svg: string): SvgElement {
  const root: SvgElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
    const element: SvgElement = { name, attributes: values, children: [], text: '' };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const current = open[open.length - 1];
    if (current) current.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(svg).close();
  const [element] = root.children;
  if (!element) throw new Error('no element');
  return element;
}

/** An element and all below it, in order. */
export function elementsOf(element: SvgElement): SvgElement[] {
  return [element, ...element.children.flatMap(elementsOf)];
}

/** The texts of a picture whose text is text. */
export function textsOf(svg: string): string[] {
  return elementsOf(readSvg(svg))
    .filter(({ name }) => name === 'text')
    .map((element) =>
      elementsOf(element)
        .map(({ text }) => text)
        .join(' ')
        .trim(),
    );
}
