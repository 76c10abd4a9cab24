import { type PagesOf, TEMPLATE } from '../rule-page.ts';

const FAULT =
  'Report it as a fault of Assay, with the files. No template or style causes it; another build of the browser may print it rightly.';

const CELLS = Array.from({ length: 16 }, () => ' electricity |').join('');
const WIDE_TABLE = `\n|${CELLS}\n|${CELLS.replaceAll(/\w+/g, '---')}\n|${CELLS}\n`;

/** Rules on what was printed. */
export const OUTPUT_PAGES: PagesOf<'output'> = {
  'output/blank-page': {
    why: 'A blank page within a brief is a mistake of its layout.',
    mend: FAULT,
    needs: 'library',
  },
  'output/empty-page': {
    why: 'A hole at the foot of a page looks as if something were missing.',
    mend: 'Let charts be higher (`heights`), add an exhibit, start the next chapter on the page, or cut.',
    file: TEMPLATE,
    wrong: '::page\n## More {#more}\n\nHow rides are counted.\n\n::page\n## Last {#last}\n\nAt night.',
    right: '## More {#more}\n\nHow rides are counted.\n\n## Last {#last}\n\nAt night.',
    needs: 'print',
  },
  'output/page-number': {
    why: 'Where the number in the contents list moves the heading that it refers to, the list is never right.',
    mend: FAULT,
    needs: 'library',
  },
  'output/illegible': {
    why: 'A figure that is too pale, too small, cut off or covered is not published, and two that stand too close to each other read as one.',
    mend: 'Give it more room: other sizes or columns in `style.yaml`, other attributes in the template, another colour of the label of a chart.',
    needs: 'library',
  },
  'output/too-wide': {
    why: 'What is wider than the page is cut off in print.',
    mend: 'Leave out columns, shorten their words, or make two tables of it.',
    file: TEMPLATE,
    wrong: WIDE_TABLE,
    needs: 'print',
  },
  'output/small-type': {
    why: 'A chart that is wider than the room of its exhibit is made smaller, with its letters.',
    mend: 'Draw it as wide as that room (`width`), or give its exhibit another width.',
    file: TEMPLATE,
    wrong: ':::exhibit{#fig-rides width="quarter"}',
    right: ':::exhibit{#fig-rides}',
    needs: 'print',
  },
  'output/too-long': {
    why: 'A brief of more than 500 pages takes very long to print, and is usually a mistake of a template.',
    mend: 'Print less, or several briefs.',
    file: TEMPLATE,
    wrong: 'As was said before.\n\n',
    times: 40_000,
    needs: 'print',
  },
  'output/readback-missing': {
    why: 'An output lacks a number of the document, so readers of that output know less.',
    mend: FAULT,
    file: 'brief.md',
    wrong: 'Rides rose 7.8% on a year earlier, to many;',
    right: 'Rides rose 7.8% on a year earlier, to 268,400;',
    needs: 'readback',
  },
  'output/readback-extra': {
    why: 'An output prints a number that the document does not hold: nothing tested it.',
    mend: FAULT,
    file: 'brief.md',
    wrong: 'Rides rose 7.8% on a year earlier, to 268,400 of 300,000;',
    right: 'Rides rose 7.8% on a year earlier, to 268,400;',
    needs: 'readback',
  },
  'output/readback-changed': {
    why: 'A figure without its sign, unit or flag is another figure.',
    mend: FAULT,
    file: 'brief.md',
    wrong: 'Rides rose −7.8% on',
    right: 'Rides rose 7.8% on',
    needs: 'readback',
  },
  'output/readback-text': {
    why: 'An output must say what the document says: one word turns a sentence round.',
    mend: FAULT,
    file: 'brief.md',
    wrong: 'Rides fell 7.8% on',
    right: 'Rides rose 7.8% on',
    needs: 'readback',
  },
  'output/readback-rows': {
    why: 'A table that lost a row still looks whole.',
    mend: FAULT,
    file: 'brief.md',
    wrong: '| :- | -: | -: | -: | -: |\n',
    right: '| :- | -: | -: | -: | -: |\n| Members | 196,700 | 211,500 | 899,300 | 959,400 |\n',
    needs: 'readback',
  },
  'output/readback-words': {
    why: 'Who cannot see a picture has only the words that stand for it.',
    mend: FAULT,
    file: 'brief.md',
    wrong: '![Rides by members: first quarter',
    right: '![Rides by members and casual rides: first quarter',
    needs: 'readback',
  },
  'output/readback-page': {
    why: 'A contents list that leads to another page is worse than none.',
    mend: FAULT,
    file: 'brief.pdf',
    wrong: 'A year of rides … 2',
    right: 'A year of rides … 3',
    needs: 'readback',
  },
};
