import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import type { Host } from '../host/host.ts';
import { HOSTS } from '../host/hosts.ts';
import { typedMarker } from '../host/markers.ts';
import { tableOf } from './markdown-table.ts';

const HEAD = [
  'flavour',
  'title of a table',
  'row heads',
  'merged cells',
  'alerts',
  'remarks',
  'footnotes',
  'pictures',
  'dark pictures on dark screens',
  'targets of links',
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
    can.callouts ? 'boxes' : 'quotations that begin with the kind in bold',
    can.notes ? 'boxes' : 'quotations',
    can.footnotes ? 'its own' : 'letters with links',
    can.svg ? 'SVG' : 'PNG with double resolution',
    can.svg ? 'yes' : 'no, white background',
    can.anchors ? 'any block' : 'the heading above',
    can.contents ? 'its own' : 'list of links',
    can.folds ? 'closed' : 'open',
    can.files ? 'yes' : 'words only',
  ]);
  const words = `If a host cannot show something, Assay shows it in a different way, so that no caption, note, mark or cell is lost.
[wikis.md](wikis.md) explains how to print, fill and publish pages in a flavour.`;
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
  const words = `Pages that people write may have regions that \`assay embed\` fills. A region lies between two markers, which the host hides.
Assay recognises the flavour of a page by the end of its name, by the files next to it or above it, or by the address of its
repository. Any other Markdown page has the flavour \`github\`.`;
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
