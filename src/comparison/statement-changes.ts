import { failingAmong } from '../assay/report/overview.ts';
import { contradictionText, originText, printedText } from '../assay/report/result-text.ts';
import {
  type AssayResult,
  figureAt,
  type FigureResult,
  type RelationResult,
  relationsAt,
} from '../assay/report/results.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { dayOf } from '../dataset/edition.ts';
import { type Dataset, evidenceOf, type Observation, quantityOf } from '../dataset/model.ts';
import { isRestated } from '../dataset/revisions.ts';
import { statementsOf } from '../dataset/statements.ts';
import { type Shift, shiftBetween } from './figure-shift.ts';

/**
 * What the tests say about a statement that changes. `revision`: its source states it otherwise. `correction`: a print
 * stands, and what is right next to it is new; or a print changes, and what it contradicted before now holds. `slip`: a
 * print changes, and now contradicts what held before. `disputed`: a print changes, and now differs from what it agreed
 * with, in relations alone that publishers break who count differently. `unclear`: a print changes and no
 * test says which is right. `new`: nothing was stated there. `gone`: nothing is any more. `detail`: its figure is the same.
 */
export type Nature = 'revision' | 'correction' | 'slip' | 'disputed' | 'unclear' | 'new' | 'gone' | 'detail';

/** A statement that is in one of two states of a dataset, or in both and not the same. */
export interface StatementChange {
  readonly address: string;
  readonly release: string;
  readonly nature: Nature;
  readonly why: string;
  /** As printed, with a correction after it; undefined where there is no statement. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** From the figure that counted before to the one that counts now. */
  readonly shift: Shift | undefined;
  readonly place: Place;
  /** Of a slip or a dispute, where the relations and statements stand that it contradicts. */
  readonly against?: readonly Place[];
}

/** A state of a dataset, tested. */
export interface TestedState {
  readonly dataset: Dataset;
  readonly result: AssayResult;
}

/** Finds the statements that differ, in the order of the later state, then those that are gone. */
export function statementChanges(before: TestedState, after: TestedState): StatementChange[] {
  const [old, current] = [byKey(before.dataset), byKey(after.dataset)];
  const present = [...current].flatMap(([key, stated]) => {
    const was = old.get(key);
    if (!was) return [addedChange(stated, before)];
    const isSame = statementText(was) === statementText(stated) && detailsOf(was) === detailsOf(stated);
    return isSame ? [] : [changedChange(was, stated, before, after)];
  });
  const gone = [...old].filter(([key]) => !current.has(key)).map(([, was]) => goneChange(was, after.dataset));
  return [...present, ...gone];
}

/** Statements by release, address and text; of several that share these, which of them it is. */
function byKey({ releases }: Dataset): Map<string, Observation> {
  const found = new Map<string, Observation>();
  for (const { observations, repeats = [] } of releases.values()) {
    for (const stated of [...observations, ...repeats]) {
      const name = [stated.release.id, stated.address, stated.in ?? '', stated.asIn ?? ''].join(' ');
      let count = 0;
      while (found.has(`${name} ${count}`)) count += 1;
      found.set(`${name} ${count}`, stated);
    }
  }
  return found;
}

/** The print with its correction: `147.20 Mt, corrected 14.72 Mt`. */
export function statementText(stated: Observation): string {
  const { correction } = stated;
  const printed = printedText(stated) ?? stated.words ?? '';
  return correction ? `${printed}, corrected ${correction.quantity.text}` : printed;
}

function detailsOf({ status, condition, at, note, reliability, transcribed, correction, words }: Observation): string {
  const evidence = correction ? [...evidenceOf(correction), correction.since] : [];
  return JSON.stringify([status, condition, at, note, reliability, transcribed, evidence, words]);
}

function addedChange(stated: Observation, before: TestedState): StatementChange {
  const earlier = (statementsOf(before.dataset).byAddress.get(stated.address) ?? [])
    .filter(({ release }) => release.source.id === stated.release.source.id && release.id !== stated.release.id)
    .filter(({ release }) => dayOf(release) <= dayOf(stated.release))
    .toSorted((a, b) => (dayOf(a.release) < dayOf(b.release) ? -1 : 1));
  const last = earlier.at(-1);
  const isRevision = last !== undefined && isRestated(last, stated);
  return {
    ...statementNames(stated),
    nature: isRevision ? 'revision' : 'new',
    why: whyAdded(last, isRevision),
    before: isRevision ? statementText(last) : undefined,
    after: statementText(stated),
    shift: isRevision ? statementShift(last, stated) : undefined,
  };
}

function whyAdded(last: Observation | undefined, isRevision: boolean): string {
  if (last === undefined) return 'not stated before by its source';
  return isRevision ? `${last.release.id} stated ${statementText(last)}` : `${last.release.id} stated the same`;
}

/** Why a statement of a release is gone that is gone itself. */
export const RELEASE_GONE = 'its release is gone';

function goneChange(was: Observation, { releases }: Dataset): StatementChange {
  const why = releases.has(was.release.id) ? 'its release no longer states it' : RELEASE_GONE;
  return {
    ...statementNames(was),
    nature: 'gone',
    why,
    before: statementText(was),
    after: undefined,
    shift: undefined,
  };
}

function changedChange(
  was: Observation,
  stated: Observation,
  before: TestedState,
  after: TestedState,
): StatementChange {
  const [old, current] = [was, stated].map(statementText);
  const judged = old === current ? DETAIL : judgement(was, stated, before, after);
  return { ...statementNames(stated), ...judged, before: old, after: current, shift: statementShift(was, stated) };
}

const DETAIL = { nature: 'detail', why: 'its figure is the same' } as const;

/** What the tests say about a print or a correction that changed within its release. */
function judgement(
  was: Observation,
  stated: Observation,
  before: TestedState,
  after: TestedState,
): Pick<StatementChange, 'nature' | 'why' | 'against'> {
  if (printedText(was) === printedText(stated)) {
    const { correction } = stated;
    if (!correction) return { nature: 'correction', why: 'its correction is withdrawn' };
    return { nature: 'correction', why: `evidence: ${evidenceOf(correction).join(', ')}` };
  }
  const [failedBefore, failsNow] = [failuresOf(was, before.result), failuresOf(stated, after.result)];
  const fixed = failedBefore.filter((relation) => !isAmong(relation, failsNow));
  const broken = failsNow.filter((relation) => !isAmong(relation, failedBefore));
  if (broken.length > fixed.length) {
    const against = broken.flatMap(({ relation, record }) => relation?.place ?? record?.place ?? []);
    return {
      nature: broken.every((relation) => isAcrossPublishers(relation, after.result)) ? 'disputed' : 'slip',
      why: `now contradicts ${namesText(broken, stated)}`,
      against,
    };
  }
  if (fixed.length > 0) {
    const hold = fixed.length === 1 ? 'holds' : 'hold';
    return { nature: 'correction', why: `contradicted ${namesText(fixed, stated)}, which now ${hold}` };
  }
  const tests = figureOf(stated, after.result)?.relations.length ?? 0;
  return { nature: 'unclear', why: undecidedText(tests) };
}

/** Whether publishers that count differently may break a relation. */
function isAcrossPublishers({ strength, figures }: RelationResult, result: AssayResult): boolean {
  const groups = new Set(figures.map((figure) => figureAt(result, figure).observation.release.source.group));
  return strength === 'soft' && groups.size > 1;
}

/** Why nothing says which of two figures is right. */
function undecidedText(tests: number): string {
  if (tests === 0) return 'no relation tests it';
  return tests === 1 ? 'its one test says the same of both figures' : `its ${tests} tests say the same of both figures`;
}

function failuresOf(stated: Observation, result: AssayResult): RelationResult[] {
  return failingAmong(relationsAt(result, figureOf(stated, result)?.relations ?? []));
}

function figureOf(stated: Observation, { figures }: AssayResult): FigureResult | undefined {
  return figures.find(({ observation }) => observation === stated);
}

/** Relations are compared by name and period: their keys have the texts of figures in them. */
function isAmong({ name, at }: RelationResult, others: readonly RelationResult[]): boolean {
  return others.some((other) => other.name === name && other.at.text === at.text);
}

/** `route_sum at 2025-Q4 (1.9 Mt is not 1.1 Mt) and 2 others`: the plainest of the relations about a statement. */
function namesText(relations: readonly RelationResult[], { period }: Observation): string {
  const rankOf = ({ strength, derivation, at }: RelationResult): number =>
    (strength === 'hard' ? 0 : 4) +
    (derivation === 'stated' || derivation === 'record' ? 0 : 2) +
    (at.text === period.text ? 0 : 1);
  const [first, ...others] = relations.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!first) return '';
  const { sides } = first.outcome();
  const numbers = first.verdict === 'contradicted' ? ` (${contradictionText(first, sides)})` : '';
  const rest = others.length === 0 ? '' : ` and ${others.length} other${others.length === 1 ? '' : 's'}`;
  const name = first.derivation === 'record' ? originText(first) : first.name;
  return `${name} at ${first.at.text}${numbers}${rest}`;
}

/** From the figure that counted to the one that counts; undefined where they are the same, or cannot be compared. */
export function statementShift(was: Observation, stated: Observation): Shift | undefined {
  const [old, current] = [quantityOf(was), quantityOf(stated)];
  if (!old || !current || old.text === current.text) return undefined;
  return shiftBetween(old, current);
}

/** The names of a statement and its place in the data. */
export function statementNames({
  address,
  release,
  place,
}: Observation): Pick<StatementChange, 'address' | 'release' | 'place'> {
  return { address, release: release.id, place };
}
