import assert from 'node:assert/strict';
import { SaxesParser } from 'saxes';

/** The elements of storage format that pages use, with their attributes: anything else is refused. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  page: [],
  a: ['href', 'title'],
  'ac:image': ['ac:original-width', 'ac:original-height', 'ac:custom-width', 'ac:width', 'ac:alt'],
  'ac:link': ['ac:anchor'],
  'ac:link-body': [],
  'ac:parameter': ['ac:name'],
  'ac:plain-text-body': [],
  'ac:rich-text-body': [],
  'ac:structured-macro': ['ac:name'],
  blockquote: [],
  br: [],
  code: [],
  em: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  li: [],
  ol: ['start'],
  p: ['style'],
  'ri:attachment': ['ri:filename'],
  span: ['style'],
  strong: [],
  sup: [],
  table: [],
  tbody: [],
  td: [],
  th: [],
  tr: [],
  ul: [],
};

const MACROS = new Set(['anchor', 'toc', 'code', 'expand', 'panel', 'info', 'tip', 'note', 'warning']);

/** Elements in which storage format allows no blocks. */
const LINES = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 'a', 'code', 'sup', 'ac:link-body']);
const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'hr']);

/**
 * Asserts that a page is XML without named entities of HTML, with known elements and macros in known places, and answers
 * it as HTML, in which anchors, links and pictures are such.
 */
export function htmlOfStorage(xml: string): string {
  const parser = new SaxesParser();
  const open: string[] = [];
  let html = '';
  /** The name of a macro or parameter whose text is not text of the page. */
  let reads: ((text: string) => void) | undefined;
  let macro = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const allowed = ELEMENTS[name];
    assert.ok(allowed, `<${name}> is not in the list of elements`);
    for (const attribute of Object.keys(attributes)) assert.ok(allowed.includes(attribute), `${name} ${attribute}`);
    const line = open.find((other) => LINES.has(other));
    assert.ok(!line || !BLOCKS.has(name), `<${name}> stands in <${line}>`);
    open.push(name);
    const value = (key: string): string => (attributes[key] ?? '').replaceAll('"', '&quot;');
    if (name === 'ac:structured-macro') {
      macro = value('ac:name');
      assert.ok(MACROS.has(macro), `macro ${macro}`);
    } else if (name === 'ac:parameter') {
      if (macro === 'anchor') reads = (id) => void (html += `<a id="${id}"></a>`);
      else reads = (title) => void (html += `<div>${title}</div>`);
    } else if (name === 'ac:link') html += `<a href="#${encodeURIComponent(value('ac:anchor'))}">`;
    else if (name === 'ac:image') html += `<img alt="${value('ac:alt')}" `;
    else if (name === 'ri:attachment') html += `src="${encodeURIComponent(value('ri:filename'))}">`;
    else if (name === 'ac:plain-text-body') html += '<pre>';
    else if (name === 'a' && attributes['title']) html += `<a title="${value('title')}">`;
    else if (name in ELEMENTS && !name.startsWith('ac:') && name !== 'page') html += `<${name}>`;
  });
  const text = (content: string): void => {
    const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    if (reads) reads(escaped);
    else html += escaped;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    open.pop();
    reads = undefined;
    if (name === 'ac:link') html += '</a>';
    else if (name === 'ac:plain-text-body') html += '</pre>';
    else if (!/^(?:ac:|ri:|page$|br$|hr$)/.test(name)) html += `</${name}>`;
  });
  parser.write(`<page>${xml}</page>`).close();
  return html;
}
