import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import type { Host } from '../host/host.ts';
import { HOSTS } from '../host/hosts.ts';
import { typedMarker } from '../host/markers.ts';
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

/** The page of flavours: what each can show, and what it shows instead; and how it marks regions of pages, and knows its pages. */
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
    can.svg ? 'yes' : 'no, white ground',
    can.anchors ? 'any block' : 'the heading above',
    can.contents ? 'its own' : 'list of links',
    can.folds ? 'closed' : 'open',
    can.files ? 'yes' : 'words only',
  ]);
  const words = `What the host of a flavour cannot show is shown in another way, so that no caption, note, mark or cell is lost.
[wikis.md](wikis.md) says how pages in a flavour are printed, filled and published.`;
  return `# Flavours\n\n${words}\n\n${tableOf(HEAD, rows)}\n\n${pagesOfPeople()}\n`;
}

/** How regions are marked in the pages that people write, and by what a page is known. */
function pagesOfPeople(): string {
  const rows = FLAVOUR_NAMES.map((name) => HOSTS[name]).map(({ name, files, marking: { form }, signs }) => [
    `\`${name}\``,
    `\`${typedMarker(form, 'opening', 'brief=metals part=exhibit:trade')}\``,
    `\`${typedMarker(form, 'closing')}\``,
    signsOf(signs).join('; '),
    `\`${files({ title: 'Metals 2025', slug: 'metals-2025-en' }).picture('trade')}\``,
  ]);
  const head = ['flavour', 'opening marker of a region', 'closing marker', 'its pages', 'a picture in its folder'];
  const words = `A page that people write may have regions that \`assay embed\` fills, between two markers that the host hides.
The flavour of a page is that of its ending, of what stands around it, or of its repository; other Markdown is GitHub's.`;
  return `## Pages that people write\n\n${words}\n\n${tableOf(head, rows)}`;
}

function signsOf({ endings, own = [], below, signs = [], address }: Host['signs']): string[] {
  const code = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');
  const shared = endings.filter((ending) => !own.includes(ending));
  return [
    ...(own.length > 0 ? [code(own)] : []),
    ...(shared.length > 0 ? [`${code(shared)}${below === undefined ? '' : ` in \`${below}/\``}`] : []),
    ...(signs.length > 0 ? [`next to or below ${code(signs)}`] : []),
    ...(address ? ['by the address of its repository'] : []),
  ];
}
