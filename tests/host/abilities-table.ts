import { FLAVOURS } from '../../src/host/hosts.ts';

const HEAD = [
  ['', ':-'],
  ['title of a table', ':-'],
  ['row heads', ':-'],
  ['cells may span', ':-'],
  ['alerts', ':-'],
  ['remarks', ':-'],
  ['footnotes', ':-'],
  ['pictures', ':-'],
  ['follow a dark screen', ':-'],
  ['links lead to', ':-'],
  ['contents list', ':-'],
  ['annex', ':-'],
  ['links to files beside', ':-'],
] as const;

/** What each flavour can show and what it shows instead, as a table of Markdown, made from the declarations. */
export function abilitiesTable(): string {
  const rows = Object.values(FLAVOURS).map(({ name, host, can }) => [
    `\`${name}\`: ${host}`,
    can.captions ? 'caption' : 'paragraph above',
    can.rowHeads ? 'yes' : 'plain cells',
    can.spans ? 'yes' : 'no',
    can.callouts ? 'boxes' : 'quotations, kind in bold',
    can.notes ? 'boxes' : 'quotations',
    can.footnotes ? 'its own' : 'letters that link',
    can.svg ? 'SVG' : 'PNG, twice as dense',
    can.dark ? 'yes' : 'no, white ground',
    can.anchors ? 'any block' : 'the heading above',
    can.contents ? 'its own' : 'list of links',
    can.folds ? 'closed' : 'open',
    can.files ? 'yes' : 'words only',
  ]);
  const lines = [HEAD.map(([words]) => words), HEAD.map(([, align]) => align), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`.replace('|  |', '| |')).join('\n');
}
