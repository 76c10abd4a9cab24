import { seeded } from './inject.ts';
import { labelOf } from './label.ts';

/**
 * The files of a made-up dataset: groups of a whole, its parts and what is sold of it, each with its growth. A group
 * has 20 statements and 10 relations; groups are chained, as wholes are parts of nothing but compare with the next.
 */
export function generatedFiles(statements: number): Map<string, string> {
  const random = seeded(7);
  const groups = Math.round(statements / 20);
  const indicators: string[] = [];
  const observations: string[] = [];
  const relations: string[] = [];
  const state = (id: string, unit: string, kind: string, value: number, digits: number, growth: number): void => {
    indicators.push(`  ${id}: {label: {en: ${labelOf(id)}}, unit: ${unit}, kind: ${kind}}`);
    observations.push(`  ${id}: [{level: ${value.toFixed(digits)} ${unit}}, {growth: ${growth.toFixed(1)}%}]`);
  };
  const relate = (id: string, holds: string): void => {
    relations.push(`  - {id: ${id}, hardness: hard, owner: bench, reason: made up, holds: ${holds}}`);
  };
  for (let group = 0; group < groups; group += 1) {
    const name = `g${group}`;
    const parts = Array.from({ length: 5 }, () => 10 + Math.floor(random() * 890));
    const growths = parts.map(() => 1 + random() * 9);
    const base = parts.reduce((sum, part, index) => sum + part / (1 + (growths[index] ?? 0) / 100), 0);
    const whole = parts.reduce((sum, part) => sum + part, 0);
    parts.forEach((part, index) =>
      state(`${name}.p${index}`, 'kt', 'flow', part, 1, Number((growths[index] ?? 0).toFixed(1))),
    );
    state(`${name}.all`, 'kt', 'flow', whole, 1, (whole / base - 1) * 100);
    const price = 2000 + Math.floor(random() * 7000);
    state(`${name}.price`, 'CNY/t', 'price', price, 0, 5);
    state(`${name}.value`, 'bn CNY', 'flow', (whole * price) / 1e6, 3, 5);
    state(`${name}.made`, 'kt', 'flow', whole * 1.2, 1, 4);
    state(`${name}.used`, 'kt', 'flow', whole * 0.9, 1, 4);
    relate(`whole${group}`, `${name}.all = ${parts.map((_, index) => `${name}.p${index}`).join(' + ')}`);
    relate(`value${group}`, `"${name}.value / (${name}.all * ${name}.price) in [0.9, 1.1]"`);
    relate(`made${group}`, `"${name}.made / ${name}.all in [1.1, 1.3]"`);
    relate(`used${group}`, `"${name}.used / ${name}.all in [0.8, 1.0]"`);
    relate(`chain${group}`, `"${name}.made / ${name}.used in [1.0, 1.6]"`);
    for (let part = 0; part < 4; part += 1) relate(`part${group}_${part}`, `"${name}.p${part} <= ${name}.made"`);
    relate(`next${group}`, `"${name}.price / g${(group + 1) % groups}.price in [0.1, 10]"`);
  }
  const head = [
    'title: {en: Generated}',
    'publisher: bench',
    'licence: MIT',
    'locales: [en]',
    'sources:',
    '  office: {publisher: office, rank: 1}',
  ];
  const release = 'release: {id: office, source: office, published: 2026-02-01, period: 2025}';
  return new Map([
    ['dataset.yaml', [...head, 'indicators:', ...indicators, ''].join('\n')],
    ['releases/office.yaml', [release, 'observations:', ...observations, ''].join('\n')],
    ['relations.yaml', ['relations:', ...relations, ''].join('\n')],
  ]);
}
