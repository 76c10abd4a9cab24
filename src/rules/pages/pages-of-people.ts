import type { PagesOf } from '../rule-page.ts';

const PAGE = 'notes.md';
const RUN = 'assay embed ./notes.md';
const CHECK = 'assay embed --check ./notes.md';
const OPEN = '<!-- assay brief=city-bikes part=value:rides -->';
const GOOD = `Rides: ${OPEN}<!-- /assay --> in the quarter.\n`;

const CITY = 'title: { en: The city }\ndataset: city-bikes\nlocales: [en]\n';

/** Rules on regions of pages that people write. */
export const EMBED_PAGES: PagesOf<'embed'> = {
  'embed/unclosed': {
    why: 'Without its end nobody knows how much of the page the region takes.',
    mend: 'Add the closing marker, or remove one that closes nothing.',
    file: PAGE,
    wrong: `Rides: ${OPEN} in the quarter.\n`,
    right: GOOD,
    run: RUN,
  },
  'embed/nested': {
    why: 'A region within another would be overwritten with it.',
    mend: 'Close the first before the second opens.',
    file: PAGE,
    wrong: `Rides: ${OPEN}${OPEN}<!-- /assay --> in the quarter.\n`,
    right: GOOD,
    run: RUN,
  },
  'embed/foreign-marker': {
    why: 'A marker in the form of another wiki would be shown to readers.',
    mend: 'Write it in the form of the wiki of the page; docs/reference/wikis.md lists them.',
    file: PAGE,
    wrong: 'Rides: {{assay>brief=city-bikes part=value:rides}}{{/assay}} in the quarter.\n',
    right: GOOD,
    run: RUN,
  },
  'embed/bad-attribute': {
    why: 'A mistyped attribute would fill in something else.',
    mend: 'Take the attributes brief, edition, locale, member and part, each once.',
    file: PAGE,
    wrong: 'Rides: <!-- assay breif=city-bikes part=value:rides --><!-- /assay --> in the quarter.\n',
    right: GOOD,
    run: RUN,
  },
  'embed/no-page': {
    why: 'A name that leads to no page fills nothing, and CI would be content.',
    mend: 'Correct the name, or the entry in `assay.yaml`.',
    wrong: 'assay embed ./note.md',
    right: 'assay embed ./notes.md',
    also: { [PAGE]: GOOD },
  },
  'embed/unknown-flavour': {
    why: 'Each wiki reads another dialect. A page in the wrong one shows marks in place of tables.',
    mend: 'Name it with `--flavour`, or in `assay.yaml`.',
    wrong: 'assay embed ./notes.txt',
    right: 'assay embed --flavour dokuwiki ./notes.txt',
    also: { 'notes.txt': 'Rides: {{assay>brief=city-bikes part=value:rides}}{{/assay}} in the quarter.\n' },
  },
  'embed/stale': {
    why: 'The page shows figures or pictures that data and templates do not give, or no longer.',
    mend: 'Run `assay embed`.',
    file: PAGE,
    wrong: GOOD,
    right: 'No region yet.\n',
    run: CHECK,
  },
  'embed/edited': {
    why: 'What somebody wrote into a region would be lost when it is filled again.',
    mend: 'Move those words out of the region, or give them up with `--force`.',
    file: PAGE,
    wrong: `Rides: <!-- assay brief=city-bikes part=value:rides written=0123456789abcdef inputs=0123456789abcdef -->many<!-- /assay --> in the quarter.\n`,
    right: GOOD,
    run: RUN,
  },
  'embed/unreadable': {
    why: 'In DokuWiki a region without a closing marker ends at the next heading. What was to be filled in has one.',
    mend: 'Close the region with a marker.',
    file: 'wiki/figures.txt',
    wrong: '==== Figures ====\n{{assay>brief=city-bikes part=section:year}}\n',
    right: '==== Figures ====\n{{assay>brief=city-bikes part=section:year}}\n{{/assay}}\n',
    run: 'assay embed --flavour dokuwiki ./wiki/figures.txt',
  },
  'embed/page-changed': {
    why: 'Somebody saved the page while it was being filled, and their words must not be lost.',
    mend: 'Run it again.',
    wrong: 'assay embed ./notes.md # and somebody saves notes.md in this second',
    right: 'assay embed ./notes.md # again',
    also: { [PAGE]: GOOD },
    needs: 'timing',
  },
  'embed/unwritable': {
    why: 'A page that may not be written stays as it is, and out of date.',
    mend: 'Give yourself the permission to write it, or name the file in place of a link to it.',
    wrong: 'chmod a-w notes.md\nassay embed ./notes.md',
    right: 'chmod u+w notes.md\nassay embed ./notes.md',
    also: { [PAGE]: GOOD },
  },
  'embed/bad-place': {
    why: 'A table cannot stand within a line.',
    mend: 'Give each marker a line of its own; only a figure may stand within a sentence.',
    file: PAGE,
    wrong: 'See <!-- assay brief=city-bikes part=exhibit:tab-quarters --><!-- /assay --> here.\n',
    right: '<!-- assay brief=city-bikes part=exhibit:tab-quarters -->\n<!-- /assay -->\n',
    run: RUN,
  },
};

/** Rules on publishing into wikis. */
export const PUBLISH_PAGES: PagesOf<'publish'> = {
  'publish/none': {
    why: 'Without a target there is nowhere to publish to.',
    mend: 'Name one under `targets` in `assay.yaml`.',
    file: 'assay.yaml',
    wrong: 'owner: bikes\n',
    right: 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n',
    run: 'assay publish --dry-run',
  },
  'publish/unknown-target': {
    why: 'A mistyped name must not publish somewhere else.',
    mend: 'Take a name that stands under `targets` in `assay.yaml`.',
    wrong: 'assay publish wikki --dry-run',
    right: 'assay publish wiki --dry-run',
    also: { 'assay.yaml': 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n' },
  },
  'publish/bad-target': {
    why: 'A target that names two hosts, or lacks what its host needs, cannot be written.',
    mend: 'Name one host with the keys that it needs.',
    file: 'assay.yaml',
    wrong: 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki }\n',
    right: 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n',
    run: 'assay publish --dry-run',
  },
  'publish/same-name': {
    why: 'Of two files at one place in a wiki the later one is shown on both pages: the picture of one brief under the title of another.',
    mend: 'Rename one of the briefs, editions or charts, or publish them below folders of their own (`below`).',
    file: 'templates/city/brief.yaml',
    wrong: `${CITY}editions: [{ id: bikes-2025-q4, release: operator-2025-q4 }]\n`,
    right: `${CITY}editions: [{ id: 2025-q4, release: operator-2025-q4 }]\n`,
    also: {
      'templates/city/brief.md.hbs': '# The city {#top}\n\nIt has {{value "rides"}} rides.\n',
      'assay.yaml': 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: dokuwiki, pages: editions }\n',
    },
    setup: 'assay build --flavour dokuwiki',
    run: 'assay publish --dry-run',
  },
  'publish/no-owner': {
    why: 'Several folders may publish into one wiki. Without a name for this one nobody knows whose pages are deleted.',
    mend: 'Add `owner` to `assay.yaml`.',
    file: 'assay.yaml',
    wrong: 'targets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n',
    right: 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n',
    run: 'assay publish --prune --dry-run',
  },
  'publish/not-built': {
    why: 'What was printed from other data than are there now, or was changed since, is not what you looked at.',
    mend: 'Run `assay build` first, on this machine or with the same browser; it must print the flavour of the target.',
    wrong: 'assay publish --dry-run',
    right: 'assay build --flavour obsidian\nassay publish --dry-run',
    also: { 'assay.yaml': 'owner: bikes\ntargets:\n  wiki: { folder: ./wiki, flavour: obsidian }\n' },
  },
};
