import fc from 'fast-check';
import type { Tree } from '../hostile.ts';
import { type Files, grammar, type Odds, RELATIONS, yamlFile } from './odds.ts';

/** A pure number. */
const PURE = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(
    ['2', '0.5', '30%', 'passengers:growth', 'k', '(passengers.river / passengers)'],
    ['0', '99999999999999999999', '0.0000001', '80 t', '1.5 million', '10^6 t', 'fuel.used', 'punctuality'],
  );

/** A number of passengers. */
const TERM = (odds: Odds): fc.Arbitrary<string> =>
  fc.letrec<{ term: string }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 6, arbitrary: odds.text('passengers', 'passengers.river', 'passengers.harbour') },
      {
        weight: 2,
        arbitrary: odds.either(['sum(passengers.*)', 'passengers@-1'], ['sum(*)', 'sum(fuel.*@2025)', 'x']),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(tie('term'), odds.text(' + ', ' - '), tie('term')).map((all) => `(${all.join('')})`),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(tie('term'), odds.text(' * ', ' / '), PURE(odds)).map((all) => `(${all.join('')})`),
      },
      { weight: 1, arbitrary: tie('term').map((term) => `-${term}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(odds.text('min', 'max'), tie('term'), tie('term'))
          .map(([name, a, b]) => `${name}(${a}, ${b})`),
      },
    ),
  })).term;

/** A comparison that the figures meet only by chance. */
const COMPARISON = (odds: Odds): fc.Arbitrary<string> =>
  fc
    .tuple(TERM(odds), odds.text('=', '<=', '<', '>=', '>', 'in'), TERM(odds), TERM(odds))
    .map(([left, sense, low, high]) => `${left} ${sense} ${sense === 'in' ? `[${low}, ${high}]` : low}`);

/** Comparisons that the figures of the tiny dataset meet. */
const MET = fc.constantFrom(
  'passengers = passengers.river + passengers.harbour',
  'passengers = sum(passengers.*)',
  'passengers.river <= passengers.harbour * k',
  'passengers.harbour / passengers in [0.5, 0.9]',
  'fuel.used >= 1 kt',
  'fuel.used / passengers in [1 kg/count, 3 kg/count]',
  'passengers.river + passengers.river < passengers',
  'max(passengers.river, passengers.harbour) <= passengers',
  'passengers:growth > 0',
);

type Relation = { readonly holds: string } & { [key: string]: Tree };

const metRelation = (odds: Odds): fc.Arbitrary<Relation> =>
  fc
    .tuple(MET, odds.text('hard', 'soft'))
    .map(([holds, hardness]) => ({ hardness, holds, owner: 'office', reason: 'known' }));

/** Relations that may be contradicted: soft ones, because a contradicted hard one is an error. */
const softRelation = (odds: Odds): fc.Arbitrary<Relation> =>
  fc
    .tuple(odds.either(['soft'], ['hard']), COMPARISON(odds), odds.either(['2025..', '2024..2026'], ['..2024', 'x']))
    .map(([hardness, holds, periods]) => ({ hardness, holds, periods, owner: 'office', reason: 'known' }));

const relationsTree = (odds: Odds): fc.Arbitrary<Tree> =>
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 3, arbitrary: metRelation(odds) }, { weight: 1, arbitrary: softRelation(odds) }), {
        minLength: 1,
        maxLength: 5,
      }),
      odds.either(['2', '3', '2.5'], ['0', 'over 2', '2 t', 'x']),
      odds.either<Tree>([[]], [[{ relation: 'r0', at: '2025-Q4', reason: 'known' }]]),
    )
    .map(([all, constant, exceptions]): Tree => {
      const unique = new Map(all.map((one) => [one.holds, one]));
      const list = [...unique.values()].map((one, at) => Object.assign({ id: `r${at}` }, one));
      const usesConstant = list.some(({ holds }) => /\bk\b/.test(holds));
      const constants = usesConstant ? { k: { is: constant, owner: 'office', reason: 'known' } } : {};
      return { constants, relations: list, exceptions };
    });

/** The file of relations. */
export const relations: fc.Arbitrary<Files> = grammar((odds) => yamlFile(odds, RELATIONS, relationsTree(odds)));
