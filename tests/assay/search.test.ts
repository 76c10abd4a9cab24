import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/assay/diagnosis/diagnose.ts';
import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import { LONG, oneIn } from '../long.ts';
import { assaySmall, filesOf, loadFiles, repairs, type Small } from './world.ts';

async function sessionOf(small: Small): Promise<Session> {
  const { dataset, rules } = await loadFiles(filesOf(small));
  return openSession(dataset, rules, {});
}

/** Parts from 101 to 8988 t and their sum, with one print changed. */
function longSum(count: number, changed: (id: string, value: number) => number): Small {
  const parts = Array.from({ length: count }, (_, at) => [`part.x${at}`, 101 + ((at * 7919) % 8888)] as const);
  const whole = ['whole', parts.reduce((sum, [, value]) => sum + value, 0)] as const;
  const all = [...parts, whole];
  const lines = all.map(([id, value]) => `  ${id}: [{level: ${changed(id, value)} t, resolution: 1 t}]`);
  return {
    indicators: Object.fromEntries(all.map(([id]) => [id, 't flow'])),
    releases: { office: lines.join('\n') },
    relations: 'relations:\n  - {id: sum, hardness: hard, holds: whole = sum(part.*)}\n',
  };
}

describe('a long sum', () => {
  oneIn(4).each([
    ['of two hundred, the whole ÷10', 200, 'whole', 0.1, 'whole@2025 ×10'],
    ['of eight hundred, the whole ×10', 800, 'whole', 10, 'whole@2025 ÷10'],
    ['of two hundred, a part ×10', 200, 'part.x100', 10, 'part.x100@2025 ÷10'],
    ['of eight hundred, a part ×1000', 800, 'part.x400', 1000, 'part.x400@2025 ÷10^3'],
  ])('names the truth first, in few steps: %s', async (_, count, id, factor, truth) => {
    const small = longSum(count, (one, value) => (one === id ? Math.round(value * factor) : value));
    const session = await sessionOf(small);
    const [component] = session.components;
    const [best] = component?.explanations ?? [];
    const addressOf = (index: number): string => session.model.figures[index]?.observation.address ?? '';
    expect([...(best?.variants[0].repair ?? [])].map(([at, { name }]) => `${addressOf(at)} ${name}`)).toEqual([truth]);
    expect(component?.steps).toBeLessThan(1_200_000);
  });

  test('accuses nobody where hundreds of pairs of parts would do as well', LONG, async () => {
    const session = await sessionOf(longSum(800, (id, value) => (id === 'part.x402' ? value + 900 : value)));
    expect(session.components).toMatchObject([{ isCutShort: true, accused: [] }]);
  });
});

test('relations that nothing fits take no more steps than the bound', LONG, async () => {
  // nothing fits: four equations over three figures and their growths that no figures meet
  const odd = ['a = b', 'c = a * 2', 'a * 3 = c + b', 'b * 5 = c * 2 + a', 'a * 7 = b + c * c / a', 'c >= a * 40'];
  const small: Small = {
    indicators: { a: 't flow', b: 't flow', c: 't flow' },
    releases: {
      'office-2025':
        '  a: [{level: 824 t}, {growth: 3.8%}]\n  b: [{level: 412 t}, {growth: 5%}]\n  c: [{level: 1236 t}]',
      'office-2024': '  a: [{level: 794 t}]\n  b: [{level: 391 t}]\n  c: [{level: 1190 t}]',
    },
    relations: `relations:\n${odd.map((holds, at) => `  - {id: r${at}, hardness: hard, owner: x, reason: y, holds: ${holds}}`).join('\n')}\n`,
  };
  const { components } = await sessionOf(small);
  expect(components.length).toBeGreaterThan(0);
  for (const { isCutShort, accused } of components) expect(isCutShort ? accused : []).toEqual([]);
  expect(components.reduce((sum, { steps }) => sum + steps, 0)).toBeLessThan(2_000_000);
});

describe('a conflict that nothing repairs', () => {
  // the first relation requires of a figure what none can give: half to be at least the whole
  const relations = [
    '  - {id: never, hardness: hard, owner: x, reason: y, holds: x.a / (x.a + x.a) >= 1}',
    '  - {id: whole, hardness: hard, holds: all = x.a + x.b}',
  ];
  const small: Small = {
    indicators: { all: 't flow', 'x.a': 't flow', 'x.b': 't flow' },
    releases: { office: '  all: [{level: 360 t}]\n  x.a: [{level: 13 t}]\n  x.b: [{level: 23 t}]' },
    relations: `relations:\n${relations.join('\n')}\n`,
  };

  test('does not hide what explains another, even over the same figures', async () => {
    const report = await assaySmall(small);
    expect(repairs(report)).toEqual([[], ['all@2025 ÷10', 'x.a@2025 ×10, x.b@2025 ×10']]);
    expect(report.components.map(({ cost }) => cost)).toEqual([null, 3]);
  });

  test('is a component of its own', async () => {
    const session = await sessionOf(small);
    const names = diagnose(session.model).map(({ contradicted }) =>
      contradicted.map((position) => session.model.constraint(position).name),
    );
    expect(names.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([['never'], ['whole']]);
  });
});
