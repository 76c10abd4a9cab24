import { BRIEF, type PagesOf, SHEET, STYLE } from '../rule-page.ts';

const LAST_YEAR = 'templates/last-year';
const RIDERS =
  'title: { en: Riders }\ndataset: city-bikes\neditions: [{ id: 2025-q4, release: council-2025-q4 }]\nlocales: [en]\nfor: rider\n';

/** Rules on briefs, their editions, and their house style. */
export const BRIEF_PAGES: PagesOf<'brief' | 'edition' | 'style'> = {
  'brief/none': {
    why: 'Without a brief there is nothing to print: usually the command was started in another folder.',
    mend: 'Start it in the folder that holds `templates/`, or name that folder with `--root`.',
    wrong: 'rm -r templates\nassay build',
    right: 'assay build',
  },
  'brief/unknown': {
    why: 'A mistyped name must not print something else.',
    mend: 'Take the name of a folder in `templates/`.',
    wrong: 'assay build city-bike',
    right: 'assay build city-bikes',
  },
  'brief/unread-file': {
    why: 'A file with another name is not read: the brief would be printed without it.',
    mend: 'Give it the name that the hint proposes, or move it out of the folder.',
    file: 'templates/city-bikes/styles.yaml',
    wrong: "colours: { accent: '#0b5d7a' }\n",
  },
  'brief/no-members': {
    why: 'A document about a member of which the release states nothing would be empty.',
    mend: 'Name other members or another dimension, or state their figures in the release.',
    file: 'templates/riders/brief.yaml',
    wrong: `${RIDERS}members: [members]\n`,
    right: `${RIDERS}members: [casual]\n`,
    also: { 'templates/riders/brief.md.hbs': '# {{member.label}} {#top}\n' },
  },
  'brief/missing-template': {
    why: 'A brief without its template, or a language without one, cannot be printed. The sentences of one template are in one language.',
    mend: 'Add the file, or correct its name in `brief.yaml`.',
    file: BRIEF,
    wrong: 'locales: [en]\ntemplate: bikes.md.hbs',
    right: 'locales: [en]',
  },
  'edition/unknown': {
    why: 'A new edition is modelled on one that exists.',
    mend: 'Take the id of an edition in `brief.yaml`.',
    wrong: 'assay edition 2026-q1 --from 2025-q3',
    right: 'assay edition 2026-q1 --from 2025-q4 --dry-run',
  },
  'edition/overdue': {
    why: 'A brief tells its readers when its next edition is expected.',
    mend: 'Add the edition, or write when it is expected now.',
    file: BRIEF,
    wrong: 'release: operator-2025-q4, next_edition: 2026-03 }',
    right: 'release: operator-2025-q4, next_edition: 2026-04 }',
    instead: 'release: operator-2025-q4 }',
    run: 'assay check --today 2026-04-01',
  },
  'edition/exists': {
    why: 'Nothing is overwritten: what was typed into a release must not be lost.',
    mend: 'Give the new edition another id.',
    wrong: 'assay edition 2025-q4 --from 2025-q4',
    right: 'assay edition 2026-q1 --from 2025-q4 --dry-run',
  },
  'edition/bad-name': {
    why: 'The id becomes the name of a folder and a part of addresses.',
    mend: 'Write lower-case letters, digits and hyphens.',
    wrong: 'assay edition Q1/2026 --from 2025-q4',
    right: 'assay edition 2026-q1 --from 2025-q4 --dry-run',
  },
  'edition/no-period': {
    why: 'The periods of all records in the skeleton follow from that of the release.',
    mend: 'Name it with `--period`.',
    wrong: 'assay edition next --from autumn --dry-run',
    right: 'assay edition next --from autumn --period 2026-Q2..2026-Q3 --dry-run',
    also: {
      'data/city-bikes/releases/autumn.yaml':
        "release: { id: operator-autumn, source: operator, published: 2026-01-20, period: 2025-Q3..2025-Q4 }\nobservations:\n  rides: [{ level: '680,400' }]\n",
      'templates/autumn/brief.yaml':
        'title: { en: Autumn }\ndataset: city-bikes\neditions: [{ id: autumn, release: operator-autumn }]\nlocales: [en]\n',
      'templates/autumn/brief.md.hbs': '# {{brief.title}} {#top}\n',
    },
  },
  'edition/several': {
    why: 'One new edition is about one new release. Briefs whose editions have the same id may be about different ones.',
    mend: 'Name the brief with `--brief`.',
    wrong: 'assay edition 2026-q1 --from 2025-q4 --dry-run',
    right: 'assay edition 2026-q1 --from 2025-q4 --brief city-bikes --dry-run',
    also: {
      [`${LAST_YEAR}/brief.yaml`]:
        'title: { en: Last year }\ndataset: city-bikes\neditions: [{ id: 2025-q4, release: operator-2024 }]\nlocales: [en]\n',
      [`${LAST_YEAR}/brief.md.hbs`]: '# {{brief.title}} {#top}\n',
    },
  },
  'style/contrast': {
    why: 'Text that is too pale on its ground cannot be read by many people, nor on many screens and printers.',
    mend: 'Take the darker or lighter colour that the hint asks for.',
    file: STYLE,
    wrong: "colours: { ink: '#999999' }\n",
    right: "colours: { ink: '#222222' }\n",
  },
  'style/colours-alike': {
    why: 'One reader in twelve cannot tell some pairs of colours apart.',
    mend: 'Make one of them darker, or of another hue.',
    file: STYLE,
    wrong: "colours: { series: ['#4c7a34', '#7b5b3a'] }\n",
    right: "colours: { series: ['#4c7a34', '#1b2733'] }\n",
  },
  'style/font': {
    why: 'A font that may not be embedded, or that lacks a face, is replaced by another one in print. A font that draws 2 as 7, or a plus as a minus, prints another figure than the data have: each character that stands in figures is drawn and compared with the faces that Assay ships.',
    mend: 'Take static TrueType files of the regular, bold and italic face, as the makers of the font publish them.',
    file: STYLE,
    wrong: 'fonts: { sans: Helvetica }\n',
    right: 'fonts: { sans: Source Sans 3 }\n',
  },
  'style/refused': {
    why: 'A free style sheet can hide a figure, or put it under the label of another. Keys of `style.yaml` and attributes in templates have ranges within which every figure is read as it is.',
    mend: 'Delete the style sheet, and `style:` in `brief.yaml`; say what it did in `style.yaml` or in the template.',
    file: SHEET,
    wrong: 'h2 { font-size: 14pt; }\n',
    also: { [STYLE]: 'print: { h2: { size: 14pt } }\n' },
  },
  'style/logo': {
    why: 'A logo that runs scripts, moves or loads files would make the output depend on where it is read.',
    mend: 'Save it as plain shapes.',
    file: 'templates/city-bikes/logo.svg',
    wrong: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><script>alert()</script></svg>\n',
    right: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>\n',
    also: { [STYLE]: 'logo: { file: logo.svg, alt: { en: City bikes } }\n' },
  },
};
