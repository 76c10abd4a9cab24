import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import { HOSTS } from '../host/hosts.ts';
import { tableOf } from './markdown-table.ts';

const HEAD = [
  'flavour',
  'title of a table',
  'row heads',
  'cells may span',
  'alerts',
  'remarks',
  'footnotes',
  'pictures',
  'follow a dark screen',
  'links lead to',
  'contents list',
  'annex',
  'links to files next to it',
];

/** The page of flavours: what each can show, and what it shows instead. */
export function flavoursPage(): string {
  const rows = FLAVOUR_NAMES.map((name) => HOSTS[name]).map(({ name, called, can }) => [
    `\`${name}\`: ${called}`,
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
  const words = `What the host of a flavour cannot show is shown in another way, so that no caption, note, mark or cell is lost.
[wikis.md](wikis.md) says how pages in a flavour are printed, filled and published.`;
  return `# Flavours\n\n${words}\n\n${tableOf(HEAD, rows)}\n`;
}
