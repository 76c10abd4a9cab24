import type { Observation } from '../../dataset/model.ts';
import { isFailing } from './overview.ts';
import { originText } from './result-text.ts';
import type { ShownFigure, ShownRelation, ShownTests, Standing } from './results.ts';

/** What resulted from the tests of a figure, by the names of relations, without what was derived from them. */
export interface FigureTests {
  readonly standing: Standing;
  /** Relations that do not contradict it. */
  readonly held: readonly string[];
  /** Relations that are contradicted. */
  readonly failed: readonly string[];
  /** Contradicted relations with an exception: known disagreements. */
  readonly excepted: readonly string[];
}

/** The tests of a figure that decide something. A relation that fails anywhere about it is not among those that hold. */
export function testsOf({ standing, relations }: ShownFigure): FigureTests {
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  const failed = namesOf(decisive.filter(isFailing));
  const excepted = namesOf(decisive.filter(({ verdict, exception }) => verdict === 'contradicted' && exception));
  const others = namesOf(decisive).filter((name) => !failed.includes(name) && !excepted.includes(name));
  return { standing, held: others, failed, excepted };
}

function namesOf(relations: readonly ShownRelation[]): string[] {
  return [...new Set(relations.map(originText))];
}

const figuresKnown = new WeakMap<ShownTests, ReadonlyMap<Observation, ShownFigure>>();

/** The tested figures of a result by their statements; found once, because all documents of an edition ask. */
export function figuresOf(result: ShownTests): ReadonlyMap<Observation, ShownFigure> {
  const found = figuresKnown.get(result) ?? new Map(result.figures.map((figure) => [figure.observation, figure]));
  figuresKnown.set(result, found);
  return found;
}

/** Finds the tests of a published figure; undefined of one that took no part. */
export function testsFinder(result: ShownTests): (observation: Observation) => FigureTests | undefined {
  const figures = figuresOf(result);
  return (observation) => {
    const figure = figures.get(observation);
    return figure && testsOf(figure);
  };
}
