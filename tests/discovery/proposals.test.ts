import { describe, expect, it } from 'vitest';
import { pastedLine, unexplainedText } from '../../src/discovery/proposal-text.ts';
import { type Search, searchDataset } from '../../src/discovery/proposals.ts';
import { decided, withProposals } from '../../src/discovery/relations-edit.ts';
import { filesOf, loadFiles, type Small } from '../assay/world.ts';
import { saying } from '../messages.ts';

/** A dataset with the levels of indicators in years from 2018 on, as they are printed. */
function levels(rows: Readonly<Record<string, string>>, relations?: string, unit = 'count'): Small {
  const observations = Object.entries(rows).map(([id, values]) => {
    const stated = values.split(' ').flatMap((value, index) => {
      const sign = unit === 'count' ? '' : unit === '%' ? '%' : ` ${unit}`;
      return value === '-' ? [] : [`{ level: '${value}${sign}', period: ${2018 + index} }`];
    });
    return `  ${id}: [${stated.join(', ')}]`;
  });
  return {
    indicators: Object.fromEntries(Object.keys(rows).map((id) => [id, `${unit} ${unit === '%' ? 'ratio' : 'flow'}`])),
    releases: { office: observations.join('\n') },
    ...(relations === undefined ? {} : { relations }),
  };
}

async function search(small: Small): Promise<Search> {
  const { dataset, rules } = await loadFiles(filesOf(small));
  return searchDataset(dataset, rules);
}

function told({ proposals }: Search): readonly string[] {
  return proposals.map(({ certainty, id, holds, held, of }) => `${certainty} ${id}: ${holds} (${held} of ${of})`);
}

const TRADE = {
  'copper.exports': '812 905 1103 847 990 871',
  'copper.imports': '512 544 571 502 561 498',
  'copper.balance': '300 361 532 345 429 373',
  'zinc.exports': '2411 2288 2604 2733 2690 2815',
  'zinc.imports': '1977 1519 1788 2127 2002 1904',
  'zinc.balance': '434 769 816 606 688 911',
};
const BALANCES = 'certain balance: *.exports = *.imports + *.balance (12 of 12)';
const AS_BALANCE = 'certain balance: *.balance = *.exports - *.imports (12 of 12)';

describe('a rule that stands in many places', () => {
  it('is one rule with *', async () => {
    const [only, ...more] = told(await search(levels(TRADE)));
    expect(more).toEqual([]);
    expect([BALANCES, BALANCES.replace('balance:', 'exports:'), AS_BALANCE]).toContain(only);
  });

  it('is several rules where the pattern stands for a member of which it does not hold', async () => {
    const more = { ...TRADE, 'lead.exports': '91 99 102 120 133 128', 'lead.imports': '55 61 58 70 71 66' };
    const found = told(await search(levels({ ...more, 'lead.balance': '77 12 95 33 41 60' })));
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain('*');
  });
});

describe('parts of parts', () => {
  // 15,114 + 9,003 = 24,117 and 13,772 + 9,109 = 22,881; what stands between is a part of a part.
  const parts = {
    trade: '24117 22881',
    'trade.goods': '15114 13772',
    'trade.goods.food': '5117 4443',
    'trade.services': '9003 9109',
  };

  it('are distinguished from parts by their ids, where little else shows them', async () => {
    expect(told(await search(levels(parts)))).toEqual(['certain trade: trade = trade.goods + trade.services (2 of 2)']);
    const flat = Object.fromEntries(Object.entries(parts).map(([id, figures]) => [id.replaceAll('.', '_'), figures]));
    expect(told(await search(levels(flat))).filter((one) => one.startsWith('certain'))).toEqual([]);
  });
});

describe('what is known already', () => {
  const relation = (more: string, holds = 'total = bus + tram'): string =>
    `relations:\n  - { id: all, hardness: hard, reason: so it is, ${more}holds: ${holds} }\n`;
  const trips = { bus: '5120 5344 5871 5402', tram: '3048 2991 3124 3377', total: '8168 8335 8995 8779' };

  it.each([
    ['accepted', relation('')],
    ['proposed', relation('proposed: { holds: 4, of: 4 }, ')],
    ['rejected', relation('proposed: rejected, ')],
    ['written in another way', relation('', 'bus = total - tram')],
    ['written with sum()', relation('', 'total = sum(trips.*)')],
  ])('is not proposed again: %s', async (_, relations) => {
    const rows = relations.includes('sum(')
      ? { 'trips.bus': trips.bus, 'trips.tram': trips.tram, total: trips.total }
      : trips;
    expect(told(await search(levels(rows)))).toHaveLength(1);
    expect(told(await search(levels(rows, relations)))).toEqual([]);
  });

  it('nor is what makes 100 per cent', async () => {
    const shares = {
      small: '34.1 41.2 55.0 61.7 22.9',
      middle: '25.4 30.9 25.4 20.2 44.6',
      large: '40.5 27.9 19.6 18.1 32.5',
    };
    const found = told(await search(levels(shares, undefined, '%')));
    expect(found).toEqual(['certain small_100: small + middle + large = 100% (5 of 5)']);
    const known =
      'relations:\n  - { id: all, hardness: hard, reason: so it is, holds: small + middle + large = 100% }\n';
    expect(told(await search(levels(shares, known, '%')))).toEqual([]);
  });
});

describe('what is not a rule', () => {
  it('names a total in no relation with what comes nearest, and not one that a relation tests', async () => {
    const rows = { bus: '5120 5344 5871 5402', tram: '3048 2991 3124 3377', total: '8168 7001 7333 7540' };
    const { unexplained } = await search(levels(rows));
    expect(unexplained).toMatchObject([{ indicator: { id: 'total' }, nearest: { holds: 1, of: 4 } }]);
    expect(unexplained.map((one) => unexplainedText(one, 'en'))).toEqual([
      expect.stringMatching(/\(total\)\D*\(nearest: .*in 1\D*4 periods\)/i),
    ]);
    const known = 'relations:\n  - { id: most, hardness: hard, reason: so it is, holds: total > bus }\n';
    expect(await search(levels(rows, known))).toMatchObject({ unexplained: [] });
  });
});

describe('the text of relations.yaml', () => {
  const rows = { bus: '5120 5344 5871 5402', tram: '3048 2991 3124 3377', total: '8168 8335 8995 8779' };
  const place = { locale: 'en', dataset: '# yaml-language-server: $schema=../a/dataset.schema.json\ntitle: T\n' };

  it('keeps comments and layout, and is read again as it was meant', async () => {
    const { proposals } = await search(levels(rows));
    const before =
      '# mine\nrelations:\n    # the first\n    - id: most\n      hardness: hard\n      reason: so it is\n      holds: total > bus\n\n# more\nexceptions: []\n';
    const after = withProposals(before, proposals, place);
    for (const line of before.split('\n')) expect(after).toContain(line);
    const { rules } = await loadFiles(filesOf(levels(rows, after.replace('exceptions: []\n', ''))));
    expect(rules.relations.map(({ id }) => id)).toEqual(['most']);
    expect(rules.proposed).toMatchObject([{ id: 'total', holds: 'total = bus + tram', isProposed: true }]);
  });

  it('is a new file with the schema of the dataset next to it', async () => {
    const { proposals } = await search(levels(rows));
    const text = withProposals(undefined, proposals, place);
    expect(text.split('\n')[0]).toEqual(saying('# yaml-language-server: $schema=../a/relations.schema.json'));
    const accepted = decided(text, 'total', true);
    const rejected = decided(text, 'total', false);
    const rulesOf = async (one: typeof accepted) =>
      (await loadFiles(filesOf(levels(rows, 'text' in one ? one.text : '')))).rules;
    expect(await rulesOf(accepted)).toMatchObject({ relations: [{ id: 'total' }], proposed: [], rejected: [] });
    expect(await rulesOf(rejected)).toMatchObject({ relations: [], proposed: [], rejected: [{ id: 'total' }] });
    expect(decided(text, 'other', true)).toEqual({ problem: 'unknown', ids: ['total'] });
    expect('text' in accepted && decided(accepted.text, 'total', true)).toEqual({ problem: 'not proposed', ids: [] });
  });

  it('takes a line that is pasted, whatever the labels', async () => {
    const { proposals } = await search(levels(rows));
    const [one] = proposals;
    if (!one) throw new Error('no proposal');
    const label = new Map([['en', "Men, women: 'all' # {2}"]]);
    const sums = one.sums.map((sum) => Object.assign({}, sum, { total: Object.assign({}, sum.total, { label }) }));
    const odd = { ...one, sums };
    const text = `relations:\n  ${pastedLine(odd, 'en')}\n`;
    expect((await loadFiles(filesOf(levels(rows, text)))).rules.relations).toMatchObject([
      { id: 'total', reason: "Men, women: 'all' # {2} is bus + tram." },
    ]);
  });
});
