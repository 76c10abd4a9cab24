import fc from 'fast-check';
import type { Tree } from '../hostile.ts';
import { DATASET, EVENTS, type Files, grammar, LEGAL, type Odds, RELEASE, textOf, treeOf, yamlFile } from './odds.ts';

type Map = { [key: string]: Tree };

/** Texts of the tiny release that stand for the figures printed there, or for others that no test contradicts. */
const REWRITTEN: readonly (readonly [string, readonly string[]])[] = [
  ['1,960 t', ['1.96 kt', '1960 t', 'over 1,900 t', 'about 2,000 t', '1,950 to 1,970 t', '1,960.0 t', '1,960,000 kg']],
  ['93.8%', ['94%', '93.80 %', 'over 90%', 'about 94 %', '0.0%', '100%']],
  ['about 3%', ['3%', '3.0 %', 'about 3.25%', 'over 2%', '-3%', '2 to 3%', '−0.5%', '0%', 'under 4%']],
  ['1,108,000', ['1108000', '1.108 million']],
  ['-2.3%', ['−2.3%', '-2.3 %']],
];

const OBSERVATION = (odds: Odds): fc.Arbitrary<Tree> =>
  fc
    .tuple(
      odds.text('level', 'growth', 'cagr', 'share', 'difference', 'claim'),
      fc
        .tuple(
          odds.text('', '', '', 'about ', 'over ', '-', '+', '>', '~'),
          odds.text('1,108,000', '731,000', '0', '14.72', '147.20', '0.0', '93.8', '1e5', '1,960'),
          odds.text('', '', ' t', '%', ' million', ' kt', ' t/count', ' percentage points', 'x'),
        )
        .map((parts) => parts.join('')),
      fc.dictionary(
        odds.text('at', 'period', 'base', 'of', 'status', 'corrected', 'evidence', 'reliability', 'condition'),
        fc.oneof<fc.Arbitrary<Tree>[]>(
          odds.text('table/1', '2025-Q4', '2025', '2024', '2026', 'passengers', 'provisional', 'mild_winter', '12'),
          fc.constantFrom<Tree>(['ferry-2025-q3'], ['forecast'], [], {}),
        ),
        { maxKeys: 3 },
      ),
    )
    .map(([measure, quantity, rest]) => Object.assign(rest, { [measure]: quantity }));

/** A release with statements of every kind, which fit one another only by chance. */
function withObservations(odds: Odds): fc.Arbitrary<Tree> {
  return fc
    .tuple(
      odds.text('passengers', 'passengers.river', 'fuel.used', 'punctuality', 'crew', 'passengers.*'),
      fc.array(OBSERVATION(odds), { minLength: 1, maxLength: 3 }),
    )
    .map(([indicator, observations]): Tree => {
      const release = treeOf(RELEASE) as { [key: string]: Map };
      const known = (release['observations'] ??= {});
      known[indicator] = [...((known[indicator] ?? []) as Tree[]), ...observations];
      return release;
    });
}

/** The release with other texts for the same figures, statements left out, and states of figures. */
function rewritten(odds: Odds): fc.Arbitrary<Files> {
  return fc
    .tuple(
      ...REWRITTEN.map(([text, others]) => odds.text(text, ...others)),
      fc.subarray(['provisional', 'estimated']),
      fc.boolean(),
    )
    .map((chosen) => {
      const isShort = chosen.pop() as boolean;
      const status = chosen.pop() as string[];
      let text = textOf(RELEASE);
      REWRITTEN.forEach(([before], at) => {
        const after = JSON.stringify(String(chosen[at]));
        text = text.replace(`'${before}'`, () => after).replace(`: ${before},`, () => `: ${after},`);
      });
      const states = status.length === 0 ? '' : `status: [${status.join(', ')}], `;
      text = text.replaceAll('status: [provisional], ', states);
      return isShort ? text.replace(/^ {2}punctuality:\n.*\n/m, '') : text;
    })
    .chain((text) => odds.file(text))
    .map((text) => ({ [RELEASE]: text }));
}

/** The names in the dataset and its events replaced by texts that look like markup. */
function renamed(odds: Odds): fc.Arbitrary<Files> {
  const text = odds.text(...LEGAL);
  return fc
    .tuple(text, text, text, text, text, text, odds.either(['CC0-1.0', 'CC-BY-4.0'], ['', '\t']))
    .map(([title, harbour, river, fuel, definition, what, licence]): [Tree, Tree] => {
      const dataset = treeOf(DATASET) as { [key: string]: { [key: string]: { [key: string]: Map } } };
      const events = treeOf(EVENTS) as { [key: string]: { [key: string]: Map } };
      const indicators = dataset['indicators'] ?? {};
      const named = (id: string, key: string, name: string): void => {
        const entry = indicators[id];
        if (entry) entry[key] = { ...entry[key], en: name };
      };
      named('passengers.harbour', 'label', `h ${harbour}`);
      named('passengers.river', 'label', `r ${river}`);
      named('fuel.used', 'label', fuel);
      named('punctuality', 'definition', definition);
      const known = events['events'] ?? {};
      for (const event of Object.values(known)) event['what'] = { ...(event['what'] as Map), en: what };
      return [{ ...(dataset as Map), title: { en: title, 'zh-CN': '港城渡轮' }, licence }, events];
    })
    .chain(([dataset, events]) =>
      fc
        .tuple(yamlFile(odds, DATASET, fc.constant(dataset)), yamlFile(odds, EVENTS, fc.constant(events)))
        .map(([one, other]) => Object.assign({}, one, other)),
    );
}

/** Data: releases, the dataset with its names, and events. */
export const data: fc.Arbitrary<Files> = grammar((odds) =>
  fc.oneof(
    { weight: 3, arbitrary: rewritten(odds) },
    { weight: 3, arbitrary: renamed(odds) },
    { weight: 1, arbitrary: yamlFile(odds, RELEASE, withObservations(odds)) },
    { weight: 1, arbitrary: yamlFile(odds, DATASET, fc.constant(treeOf(DATASET))) },
    { weight: 1, arbitrary: yamlFile(odds, EVENTS, fc.constant(treeOf(EVENTS))) },
  ),
);
