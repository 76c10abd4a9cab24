import type { Counted, ProofWords } from '../proof-words.ts';

function of(one: string, more: string): (count: Counted) => string {
  return ({ text, count }) => `${text} ${count === 1 ? one : more}`;
}

const statements = of('statement', 'statements');
const more = of('more number', 'more numbers');

export const ENGLISH_PROOF: ProofWords = {
  heads: { tested: 'Against one another', read: 'Against the source', notWitnessed: 'Not witnessed' },
  tested: ({ tested, statements: all, releases }) =>
    `${tested.text} of ${statements(all)} of the ${releases.count === 1 ? 'release' : `${releases.text} releases`} used here are in at least one test.`,
  read({ found, statements: all, releases, publisher, doubted, rest, kinds, unread }) {
    const isOne = releases.count === 1;
    const whose = publisher === undefined ? `of ${releases.text} releases` : `of the release (${publisher})`;
    const heads = doubted ? `, ${doubted.text} of them under heads in doubt` : '';
    const text = isOne ? 'the text that they were typed from' : 'the texts that they were typed from';
    const read = `${found.text} of ${statements(all)} ${whose} were read again in ${text}${heads}.`;
    const are = rest?.count === 1 ? 'is' : 'are';
    const others = rest ? ` ${more(rest)} in ${isOne ? 'it' : 'them'} ${are} not taken: ${kinds.join(', ')}.` : '';
    const left = unread ? ` ${of('figure', 'figures')(unread)} of ${isOne ? 'it' : 'them'} unread.` : '';
    return read + others + left;
  },
  notWitnessed: ({ statements: all, releases, isAll }) =>
    releases.count === 1
      ? `${statements(all)} of ${isAll ? 'the' : 'one other'} release used here, of which no text is kept.`
      : `${statements(all)} of the ${releases.text} ${isAll ? '' : 'other '}releases used here, of which no text is kept.`,
  kinds: {
    periods: of('period', 'periods'),
    ordinals: of('ordinal', 'ordinals'),
    ages: of('age', 'ages'),
    plans: ({ text }) => `${text} in titles of plans`,
    numbering: ({ text }) => `${text} of its numbering`,
    names: ({ text }) => `${text} in names`,
    telephone: ({ text }) => `${text} in telephone numbers`,
    page: ({ text }) => `${text} of the page around it`,
    tables: ({ text }) => `${text} in tables that no statement is from`,
    leftOut: ({ text }) => `${text} left out with a reason`,
  },
  retrieved: (date) => `retrieved on ${date}`,
};
