import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Dataset, Observation } from '../../dataset/model.ts';
import type { Rules } from '../relations/relations-file.ts';
import type { EditionTests, ShownProof, ShownRelation, Standing } from './results.ts';

/**
 * The tests of the figures of an edition as they are kept: plain data, in which statements and exceptions are their
 * positions in the dataset and its rules, so that they are the same objects again.
 */
export interface StoredTests {
  readonly figures: readonly {
    readonly observation: number;
    readonly standing: Standing;
    readonly relations: readonly StoredRelation[];
  }[];
  readonly relations: readonly StoredRelation[];
  readonly exceptions: readonly number[];
  /** What calls for each correction. */
  readonly calls: readonly { readonly observation: number; readonly proofs: readonly StoredProof[] }[];
  /** What was reported of the figures. */
  readonly problems: readonly Diagnostic[];
}

interface StoredRelation extends Omit<ShownRelation, 'figures' | 'record' | 'exception'> {
  readonly figures: number;
  readonly record: number | undefined;
  readonly exception: number | undefined;
}

interface StoredProof extends Omit<ShownProof, 'relation'> {
  readonly relation: StoredRelation;
}

/** A dataset with its rules, which the tests point at. */
type Tested = { readonly dataset: Dataset; readonly rules: Rules };

/** The tests as plain data; undefined if they point at anything that the dataset and its rules do not have. */
export function storeTests(
  { corrected, printed }: EditionTests,
  { dataset, rules }: Tested,
  problems: readonly Diagnostic[],
): StoredTests | undefined {
  let isWhole = true;
  /** Positions in a list. */
  function positionsIn<T>(list: readonly T[]): (item: T) => number {
    const positions = new Map(list.map((item, at) => [item, at]));
    return (item) => {
      const found = positions.get(item);
      isWhole &&= found !== undefined;
      return found ?? -1;
    };
  }
  const observation = positionsIn(statementsOf(dataset));
  const exception = positionsIn(rules.exceptions);
  const authored = memoised(({ id, words, hardness, seen }: NonNullable<ShownRelation['relation']>) => ({
    id,
    words,
    hardness,
    seen,
  }));
  const relation = memoised((tested: ShownRelation): StoredRelation => {
    const { name, at, derivation, strength, says, words, verdict } = tested;
    return {
      name,
      at,
      derivation,
      strength,
      says,
      words,
      verdict,
      figures: tested.figures.length,
      relation: tested.relation && authored(tested.relation),
      record: tested.record && observation(tested.record),
      exception: tested.exception && exception(tested.exception),
    };
  });
  const changes = printed.components.flatMap(({ repairs }) => repairs[0]?.changes ?? []);
  const stored = {
    figures: corrected.figures.map((figure) => ({
      observation: observation(figure.observation),
      standing: figure.standing,
      relations: figure.relations.map(relation),
    })),
    relations: corrected.relations.map(relation),
    exceptions: corrected.exceptions.map((one) => exception(one.exception)),
    calls: changes.map(({ figure, calledForBy }) => ({
      observation: observation(figure.observation),
      proofs: calledForBy.map(({ before, after, ...proof }) => ({ before, after, relation: relation(proof.relation) })),
    })),
    problems,
  };
  return isWhole ? stored : undefined;
}

/** The tests that were kept of the same dataset and rules. */
export function restoreTests(stored: StoredTests, { dataset, rules }: Tested): EditionTests {
  const statements = statementsOf(dataset);
  const relation = memoised((kept: StoredRelation): ShownRelation => ({
    ...kept,
    figures: { length: kept.figures },
    record: kept.record === undefined ? undefined : itemAt(statements, kept.record),
    exception: kept.exception === undefined ? undefined : itemAt(rules.exceptions, kept.exception),
  }));
  const changes = stored.calls.map(({ observation, proofs }) => ({
    figure: { observation: itemAt(statements, observation) },
    calledForBy: proofs.map((proof) => ({ ...proof, relation: relation(proof.relation) })),
  }));
  return {
    corrected: {
      figures: stored.figures.map(({ observation, standing, relations }) => ({
        observation: itemAt(statements, observation),
        standing,
        relations: relations.map(relation),
      })),
      relations: stored.relations.map(relation),
      exceptions: stored.exceptions.map((at) => ({ exception: itemAt(rules.exceptions, at) })),
    },
    printed: { components: [{ repairs: [{ changes }] }] },
  };
}

/** All statements of a dataset, in the order of its releases. */
function statementsOf({ releases }: Dataset): Observation[] {
  return [...releases.values()].flatMap(({ observations, repeats = [] }) => observations.concat(repeats));
}

function itemAt<T>(items: readonly T[], at: number): T {
  const item = items[at];
  if (item === undefined) throw new RangeError(`no item ${at}`);
  return item;
}

/** The same function, which returns one object for the same object. */
function memoised<Given extends object, T>(work: (given: Given) => T): (given: Given) => T {
  const known = new Map<Given, T>();
  return (given) => {
    const found = known.get(given) ?? work(given);
    known.set(given, found);
    return found;
  };
}
