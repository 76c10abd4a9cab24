import { type PagesOf, TEMPLATE } from '../rule-page.ts';

/** Rules on templates. */
export const TEMPLATE_PAGES: PagesOf<'template'> = {
  'template/syntax': {
    why: 'A template that cannot be parsed prints nothing, and a guess could print something else.',
    mend: 'Close the block, bracket or quotation mark that the message names.',
    file: TEMPLATE,
    wrong: '{{#if (has "rides")}}Rides are known.',
    right: '{{#if (has "rides")}}Rides are known.{{/if}}',
  },
  'template/unknown-helper': {
    why: 'A mistyped name would print nothing where a figure belongs.',
    mend: 'Take the name that the hint proposes; docs/reference/templates.md lists all.',
    file: TEMPLATE,
    wrong: 'Rides: {{valeu "rides"}}.',
    right: 'Rides: {{value "rides"}}.',
  },
  'template/unknown-partial': {
    why: 'A part that is missing would leave a hole in the brief.',
    mend: 'Correct the name, or add the file to `partials/`.',
    file: TEMPLATE,
    wrong: '{{> contact}}',
    right: 'Write to the editors.',
  },
  'template/partial-cycle': {
    why: 'A partial that includes itself would never end.',
    mend: 'Remove one of the calls in the circle that the message names.',
    file: 'templates/notes/partials/note.hbs',
    wrong: 'A note. {{> note}}\n',
    right: 'A note.\n',
    also: {
      'templates/notes/brief.yaml':
        'title: { en: Notes }\ndataset: city-bikes\neditions: [{ id: 2025-q4, release: operator-2025-q4 }]\nlocales: [en]\n',
      'templates/notes/brief.md.hbs': '# Notes {#top}\n\n{{> note}}\n',
    },
  },
  'template/raw-output': {
    why: 'Text that is printed unescaped could be read as Markdown, and lose its tie to the data.',
    mend: 'Write two braces.',
    file: TEMPLATE,
    wrong: 'Rides: {{{value "rides"}}}.',
    right: 'Rides: {{value "rides"}}.',
  },
  'template/blank': {
    why: 'Where nothing is printed, a sentence loses its figure and still looks whole.',
    mend: 'Test with `#if` or `has` before it is printed, or complete the data.',
    file: TEMPLATE,
    wrong: 'Write to {{edition.contact}}.',
    right: '{{#if edition.contact}}Write to {{edition.contact}}.{{/if}}',
  },
  'template/missing-argument': {
    why: 'A helper without its argument has nothing to print.',
    mend: 'Write the call as the hint shows it.',
    file: TEMPLATE,
    wrong: '{{#if (above "rides")}}Many.{{/if}}',
    right: '{{#if (above "rides" 100000)}}Many.{{/if}}',
  },
  'template/bad-argument': {
    why: 'An argument of another kind, or a mistyped option, would be ignored.',
    mend: 'Write the call as the hint shows it.',
    file: TEMPLATE,
    wrong: 'Rides: {{value "rides" stile="short"}}.',
    right: 'Rides: {{value "rides" style="short"}}.',
  },
  'template/unknown-word': {
    why: 'A word for a rise that is not known to say one may say a fall, whichever way the figure goes.',
    mend: 'Take one of the words that the hint names, or another verb or noun that says the direction; correct a mistyped one. A word of your house is declared in brief.yaml: `direction_words: { up: [blossomed by] }`.',
    file: TEMPLATE,
    wrong: 'Rides {{change "rides" up="blossomed by"}}.',
    right: 'Rides {{change "rides" up="grew by"}}.',
  },
  'template/value-as-text': {
    why: 'A figure is an interval. As text or a plain number it would lose its unit, its digits and its source.',
    mend: 'Compare figures with `above`, `below` and the like, and print them with `value`.',
    file: TEMPLATE,
    wrong: '{{#if (and true (value "rides"))}}Some.{{/if}}',
    right: '{{#if (and true (above "rides" 0))}}Some.{{/if}}',
  },
  'template/unknown-address': {
    why: 'No release up to the date of the edition states the figure, so nothing true can be printed.',
    mend: 'Correct the address, add the release, or test with `has` before.',
    file: TEMPLATE,
    wrong: 'Rides: {{value "rides@2019"}}.',
    right: '{{#if (has "rides@2019")}}Rides: {{value "rides@2019"}}.{{/if}}',
  },
  'template/too-large': {
    why: 'Loops within loops can multiply to more than a document needs and a machine has time for.',
    mend: 'Loop over fewer figures.',
    file: TEMPLATE,
    wrong:
      '{{#each observations}}{{#each observations}}{{#each observations}}{{#each observations}}{{label}}{{/each}}{{/each}}{{/each}}{{/each}}',
    right: '{{#each (figures "rides.*")}}{{label}}, {{/each}} and no others.',
  },
  'template/assertion': {
    why: 'A sentence that was true of the last release may be false of this one.',
    mend: 'Rewrite the text that depends on it, or let `change` and `direction` choose the words.',
    file: TEMPLATE,
    wrong: 'Rides fell.{{assert (below "rides:growth" "0 %") "rides fell"}}',
    right: 'Rides {{change "rides"}}.',
  },
};
