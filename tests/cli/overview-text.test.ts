import { describe, expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { reportOf } from '../../src/assay/report/report.ts';
import { countsOf } from '../../src/assay/report/results.ts';
import { overviewLines } from '../../src/cli/overview-text.ts';
import { filesOf, loadFiles, resultOfSmall, type Small } from '../assay/world.ts';

const INDICATORS = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow' };
const WHOLE = 'relations:\n  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}\n';

async function overview(small: Partial<Small>): Promise<string[]> {
  const result = await resultOfSmall({ indicators: INDICATORS, releases: {}, relations: WHOLE, ...small });
  return overviewLines(result);
}

describe('the overview', () => {
  test('names what is accused and what corrects it, and counts what is repaired', async () => {
    const lines = await overview({
      releases: {
        office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 600.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
        club: '  out.a: [{level: 60.0 Mt}]',
        paper: '  out.a: [{level: 60.0 Mt}]',
      },
    });
    expect(lines.slice(0, 3)).toEqual([
      '',
      'accused: every explanation changes it',
      '  out.a@2025 is 600.0 Mt in office; ÷10 makes it 60.00 Mt',
    ]);
    expect(lines.join('\n')).toMatch(/The cheapest repair: out\.a@2025 ÷10\.\s+It\s+repairs/);
  });

  test('says how many slips of ×10, and how many of ÷10, hard relations notice, and how many soft ones', async () => {
    // The sum is hard in the release itself; the yearbook was printed later, and may have been revised by less than ×10.
    const lines = await overview({
      releases: {
        office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 60.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
        club: '  out.a: [{level: 60.0 Mt, period: 2024}]',
      },
    });
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'a slip of ×10 would be noticed in 3 of 3 figures (100%); one of ÷10 in 3 of 3 figures (100%)',
    );
  });

  test('says that rules that are only proposed are not counted', async () => {
    const releases = {
      office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 60.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
    };
    const rule = (proposed: string): string =>
      `relations:\n  - { id: sum, hardness: hard, ${proposed}reason: A sum., holds: 'out.all = out.a + out.b' }`;
    const text = async (relations: string): Promise<string> =>
      (await overview({ releases, relations })).join(' ').replaceAll(/\s+/g, ' ');
    expect(await text(rule('proposed: { holds: 1, of: 1 }, '))).toMatch(
      /in 0 of 3 figures \(0%\).* Proposed rules do not count before they are accepted\./,
    );
    expect(await text(rule(''))).not.toContain('Proposed rules');
  });

  test('a rule that would test several periods of an indicator is proposed once', async () => {
    const releases = {
      office: '  out.a: [{level: 512 Mt, period: 2023}, {level: 534 Mt, period: 2024}, {level: 527 Mt, period: 2025}]',
    };
    const lines = await overview({ releases, relations: 'relations: []' });
    expect(lines.filter((line) => line.includes('{ id: out_a, '))).toHaveLength(1);
  });

  test('says what watches figures in no relation, and what to write for the others', async () => {
    const series = [512, 534, 527, 540, 551, 543].map(
      (level, index) => `{level: ${level} Mt, period: ${2020 + index}}`,
    );
    const small = {
      releases: { office: `  out.a: [${series.join(', ')}]\n  out.b: [{level: 40.0 Mt}]` },
      relations: 'relations: []',
    };
    const lines = await overview(small);
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toMatch(
      /No relation tests 7 figures: .* 5 of them are watched in time: a slip of ×1\.6 or more would be reported\./,
    );
    const at = lines.indexOf('would be tested with these lines: fill in TODO');
    const pasted = lines
      .slice(at + 1)
      .filter((line) => line.startsWith('  '))
      .map((line) => line.slice(2));
    const own = pasted.indexOf('out.b:');
    expect(pasted.slice(own - 1, own + 3)).toEqual([
      '# data/small/releases/office.yaml, under observations',
      'out.b:',
      '  - { growth: TODO }',
      '  - { level: TODO, period: 2024 }',
    ]);
    // What is pasted tests the figure, once the numbers are filled in.
    const filled = await resultOfSmall({
      indicators: INDICATORS,
      ...small,
      releases: { office: '  out.b: [{level: 40.0 Mt}, {growth: 25.0%}, {level: 32.0 Mt, period: 2024}]' },
    });
    const figure = filled.figures.find(({ observation }) => observation.address === 'out.b@2025');
    expect(figure?.tenfold().map(({ strength }) => strength)).toEqual(['hard', 'hard']);
  });

  test('lists what is unusual in no relation, and accuses it of nothing', async () => {
    const series = [512, 534, 5270, 540, 551, 543].map(
      (level, index) => `{level: ${level} Mt, period: ${2020 + index}}`,
    );
    const small = { releases: { office: `  out.a: [${series.join(', ')}]` }, relations: 'relations: []' };
    const lines = await overview(small);
    expect(lines).toContain('unusual among the periods around it, and in no relation: compare with the source');
    expect(lines.join(' ')).toMatch(/out\.a@2022 is 5270 Mt in office, 9\.\d times\s+more than the periods/);
    const report = reportOf(await resultOfSmall({ indicators: INDICATORS, ...small }));
    const own = report.figures.find(({ address }) => address === 'out.a@2022');
    expect(own).toMatchObject({
      standing: 'untested',
      watched: [{ by: 'time', limit: expect.any(Number) as number }, { by: 'decimals' }],
    });
    expect(own?.watched[0]?.unusual).toMatch(/times more/);
    expect(report.components).toEqual([]);
  });

  test('does not say about the figure that the repair changes that it is left as it is', async () => {
    const lines = await overview({
      releases: { office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 600.0 Mt}]\n  out.b: [{level: 40.0 Mt}]' },
    });
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('3 touched figures: the repair below changes 1 of them and clears the others');
    expect(text).toContain('The cheapest repair: out.a@2025 ÷10.');
  });

  test('counts apart the relations that call for a repair and the soft ones that it fixes besides', async () => {
    const lines = await overview({
      releases: {
        office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 600.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
        club: '  out.a: [{level: 60.0 Mt}]',
        paper: '  out.a: [{level: 60.0 Mt}]',
      },
      relations: `${WHOLE}  - {id: band, hardness: soft, owner: us, reason: seen, holds: "out.b / out.all in [0.3, 0.5]"}
  - {id: other, hardness: hard, holds: out.a < out.all}
  - {id: soft, hardness: soft, owner: us, reason: seen, holds: "out.a / out.b in [1, 2]"}\n`,
    });
    expect(lines.join(' ')).toContain('It repairs all of them, and 1 soft relation besides, breaks none.');
  });

  test('lists what is disputed with the relation that fails, and no repair', async () => {
    const band =
      'relations:\n  - {id: band, hardness: soft, owner: us, reason: so it was, seen: 9, holds: "out.a / out.b in [1, 2]"}\n';
    const lines = await overview({
      releases: { office: '  out.a: [{level: 90.0 Mt}]\n  out.b: [{level: 40.0 Mt}]' },
      relations: band,
    });
    expect(lines.slice(0, 4)).toEqual([
      '',
      'disputed: a soft relation or another source contradicts it, and no hard relation',
      '  out.a@2025 is 90.0 Mt in office; fails band',
      '  out.b@2025 is 40.0 Mt in office; fails band',
    ]);
    expect(lines.join('\n')).not.toContain('repair');
  });

  test('lists a revision with the old figure, the new one and the date', async () => {
    const files = filesOf({
      indicators: INDICATORS,
      releases: { office: '  out.a: [{level: 60.0 Mt}]', office_2026: '  out.a: [{level: 61.0 Mt, period: 2025}]' },
    });
    const later = files.get('releases/office_2026.yaml') ?? '';
    files.set('releases/office_2026.yaml', later.replace('source: office_2026', 'source: office'));
    const { dataset, rules } = await loadFiles(files);
    expect(overviewLines(assayDataset(dataset, rules)).join('\n')).toContain(
      'stated otherwise by a later release of the same publisher\n  out.a@2025: 60.0 Mt in office, 61.0 Mt in office_2026 on 2027-02-01\n',
    );
  });

  test('lists an exception with its reason', async () => {
    const lines = await overview({
      releases: {
        office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 70.0 Mt}]\n  out.b: [{level: 40.0 Mt}]',
      },
      relations: `${WHOLE}exceptions:\n  - {relation: whole, at: "2025", reason: two scopes}\n`,
    });
    expect(lines.slice(0, 3)).toEqual(['', 'excepted: a known disagreement', '  whole in 2025: two scopes']);
  });

  test('shows six of a long list, and how many more there are', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `  out.n${index}: [{level: 5.0 Mt}]`);
    const indicators = Object.fromEntries(many.map((_, index) => [`out.n${index}`, 'Mt flow']));
    const relations = many.map(
      (_, index) =>
        `  - {id: r${index}, hardness: soft, owner: us, reason: so it was, seen: 9, holds: "out.n${index} <= 4.${index} Mt"}`,
    );
    const lines = await overview({
      indicators,
      releases: { office: many.join('\n') },
      relations: `relations:\n${relations.join('\n')}\n`,
    });
    const disputed = lines.slice(1, 9);
    expect(disputed.filter((line) => line.startsWith('  out.n'))).toHaveLength(6);
    expect(disputed.at(-1)).toBe('  and 3 more: --all lists them');
  });
});

test('a search that was cut is not told as one that found nothing', async () => {
  const result = await resultOfSmall({
    indicators: INDICATORS,
    releases: { office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 70.0 Mt}]\n  out.b: [{level: 40.0 Mt}]' },
    relations: WHOLE,
  });
  const [component] = result.components;
  const told = (isCutShort: boolean): string => {
    const components = component ? [{ ...component, repairs: [], rules: [], isCutShort }] : [];
    const lines = overviewLines({ ...result, components });
    return lines.join(' ').replaceAll(/\s+/g, ' ');
  };
  expect(told(true)).toContain('and the search stopped at its limit before it found what explains it.');
  expect(told(false)).toContain('and no set of usual slips explains it.');
});

test('the counts are of what the lists show: an excepted relation is not among the contradicted', async () => {
  const result = await resultOfSmall({
    indicators: INDICATORS,
    releases: { office: '  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: 70.0 Mt}]\n  out.b: [{level: 40.0 Mt}]' },
    relations: `${WHOLE}exceptions:\n  - {relation: whole, at: "2025", reason: two scopes}\n`,
  });
  expect(countsOf(result)).toMatchObject({ contradicted: 0, excepted: 1 });
});
