import type { Localised } from '../../dataset/localised.ts';
import type { Dataset, Observation } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import type { Relation } from '../relations/relations-file.ts';
import { isFailing } from './overview.ts';
import { originText } from './result-text.ts';
import {
  type AssayResult,
  figureAt,
  type FigureResult,
  itemAt,
  type Proof,
  type RelationResult,
  relationsAt,
  type Standing,
} from './results.ts';

/**
 * The tests of the figures of an edition, as far as templates and outputs show them. They are kept as they are: plain data, in
 * which a statement is its position among all statements of the dataset.
 */
export interface EditionTests {
  /** With the corrections in place: what is tested, what is not. */
  readonly figures: readonly ShownFigure[];
  readonly relations: readonly ShownRelation[];
  /** Known disagreements. */
  readonly exceptions: readonly ShownException[];
  /** From the print of the release alone: what calls for each correction. */
  readonly calls: readonly { readonly statement: number; readonly proofs: readonly ShownProof[] }[];
}

/** The tests of an edition, with the statements of its dataset, to which they point. */
export interface ShownTests extends EditionTests {
  readonly statements: readonly Observation[];
}

/** What is shown of a tested figure. */
export interface ShownFigure extends Pick<FigureResult, 'standing' | 'relations'> {
  readonly statement: number;
}

/** What is shown of a tested relation. */
export interface ShownRelation extends Pick<
  RelationResult,
  'name' | 'at' | 'derivation' | 'strength' | 'says' | 'words' | 'verdict'
> {
  /** The id of the authored relation, or the address of the record, that it follows from. */
  readonly origin: string;
  readonly relation: Pick<Relation, 'id' | 'words' | 'hardness' | 'seen'> | undefined;
  /** The statement that says it of others. */
  readonly record: number | undefined;
  readonly exception: ShownException | undefined;
  /** How many figures it is about. */
  readonly figures: number;
}

/** What is shown of a known disagreement. */
export interface ShownException {
  readonly relation: string;
  readonly at: Period;
  readonly reason: Localised;
}

/** What is shown of a proof: the numbers on both sides of a relation before and after a change. */
export interface ShownProof extends Omit<Proof, 'relation'> {
  readonly relation: ShownRelation;
}

/** All statements of a dataset, in the order of its releases. */
export function statementsOf({ releases }: Dataset): Observation[] {
  return [...releases.values()].flatMap(({ observations, repeats = [] }) => observations.concat(repeats));
}

/** What is shown of a result with corrections. */
export function shownTests({ dataset, figures, relations, exceptions }: AssayResult): Omit<ShownTests, 'calls'> {
  const statements = statementsOf(dataset);
  const positionOf = positionsIn(statements);
  return {
    statements,
    figures: figures.map(({ observation, standing, relations: own }) => ({
      statement: positionOf(observation),
      standing,
      relations: own,
    })),
    relations: relations.map((relation) => shownRelation(relation, positionOf)),
    exceptions: exceptions.map(({ exception }) => shownException(exception)),
  };
}

/** What calls for each correction, in a result from the print of a release alone. */
export function shownCalls(result: AssayResult): EditionTests['calls'] {
  const positionOf = positionsIn(statementsOf(result.dataset));
  const changes = result.components.flatMap(({ repairs }) => repairs[0]?.changes ?? []);
  return changes.map(({ figure, calledForBy }) => ({
    statement: positionOf(figureAt(result, figure).observation),
    proofs: calledForBy.map(({ relation, before, after }) => ({
      relation: shownRelation(itemAt(result.relations, relation), positionOf),
      before,
      after,
    })),
  }));
}

function positionsIn(statements: readonly Observation[]): (statement: Observation) => number {
  const positions = new Map(statements.map((statement, at) => [statement, at]));
  return (statement) => {
    const found = positions.get(statement);
    if (found === undefined) throw new RangeError(`${statement.address} is not in the dataset`);
    return found;
  };
}

function shownRelation(tested: RelationResult, positionOf: (statement: Observation) => number): ShownRelation {
  const { name, at, derivation, strength, says, words, verdict, relation, record, exception } = tested;
  return {
    name,
    at,
    derivation,
    strength,
    says,
    words,
    verdict,
    origin: originText(tested),
    relation: relation && { id: relation.id, words: relation.words, hardness: relation.hardness, seen: relation.seen },
    record: record && positionOf(record),
    exception: exception && shownException(exception),
    figures: tested.figures.length,
  };
}

function shownException({ relation, at, reason }: ShownException): ShownException {
  return { relation, at, reason };
}

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
function testsOf({ standing, relations }: ShownFigure, tests: ShownTests): FigureTests {
  const decisive = relationsAt(tests, relations).filter(({ strength }) => strength !== 'evidence');
  const failed = originsOf(decisive.filter(isFailing));
  const excepted = originsOf(decisive.filter(({ verdict, exception }) => verdict === 'contradicted' && exception));
  const others = originsOf(decisive).filter((name) => !failed.includes(name) && !excepted.includes(name));
  return { standing, held: others, failed, excepted };
}

function originsOf(relations: readonly ShownRelation[]): string[] {
  return [...new Set(relations.map(({ origin }) => origin))];
}

const figuresKnown = new WeakMap<ShownTests, ReadonlyMap<Observation, ShownFigure>>();

/** The tested figures by their statements; found once, because all documents of an edition ask. */
export function figuresOf(tests: ShownTests): ReadonlyMap<Observation, ShownFigure> {
  const found =
    figuresKnown.get(tests) ?? new Map(tests.figures.map((one) => [statementAt(tests, one.statement), one]));
  figuresKnown.set(tests, found);
  return found;
}

/** The statement at a position. */
export function statementAt({ statements }: Pick<ShownTests, 'statements'>, position: number): Observation {
  return itemAt(statements, position);
}

/** Finds the tests of a published figure; undefined of one that took no part. */
export function testsFinder(tests: ShownTests): (observation: Observation) => FigureTests | undefined {
  const figures = figuresOf(tests);
  return (observation) => {
    const figure = figures.get(observation);
    return figure && testsOf(figure, tests);
  };
}
