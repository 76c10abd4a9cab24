import { figuresOf, type ShownRelation, type ShownTests } from '../assay/report/edition-tests.ts';
import { isFailing } from '../assay/report/overview.ts';
import { relationInWords } from '../assay/report/relation-words.ts';
import { nextReleaseOf } from '../dataset/due-date.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { misprintOf, type Observation } from '../dataset/model.ts';
import { rivalsOf } from '../dataset/rivals.ts';
import { inSlice, memberLabel } from '../dataset/slice.ts';
import { statementsIn } from '../dataset/statements.ts';
import { countedValue, observationValue } from '../figure/printed-value.ts';
import { withinSentence } from '../figure/subject.ts';
import { words } from '../language/locales.ts';
import { changesName } from './changes-context.ts';
import { eventsName } from './event-item.ts';
import { evidenceOf } from './evidence-items.ts';
import { noticeName } from './notice-context.ts';
import { observationItem, type ObservationItem, periodSaid, sourceSaid } from './observation-item.ts';
import { proofsOf } from './proofs.ts';
import { factsOf, titleOf } from './release-facts.ts';
import type { Scope } from './scope.ts';

/**
 * `tests` in a template: how much was tested, what is contradicted and which figures of the edition that disputes, known
 * disagreements, and the figures that no relation tests.
 */
export function testsName(scope: Scope) {
  const { tests } = scope;
  if (!tests) return { relations: '', failed: [], disputed: [], exceptions: [], untested: [] };
  const { decisive, failing } = digestOf(tests);
  return {
    relations: countedValue('tests.relations', decisive, scope),
    failed: failedIn(failing, tests, scope),
    disputed: disputedIn(scope, tests),
    exceptions: tests.exceptions
      .filter(({ at }) => at.start <= scope.edition.period.end)
      .map(({ relation, at, reason }) => ({
        relation,
        period: words(scope.locale).period(at),
        reason: textIn(reason, scope.locale),
      })),
    untested: untestedIn(scope, tests),
  };
}

/** What all documents ask of one result. */
interface Digest {
  /** How many relations decide something. */
  readonly decisive: number;
  /** Those of them that are contradicted, without an exception. */
  readonly failing: readonly ShownRelation[];
}

const digests = new WeakMap<ShownTests, Digest>();

function digestOf(result: ShownTests): Digest {
  const known = digests.get(result);
  if (known) return known;
  const decisive = result.relations.filter(({ strength }) => strength !== 'evidence');
  const found = { decisive: decisive.length, failing: decisive.filter(isFailing) };
  digests.set(result, found);
  return found;
}

/** The contradicted relations, each name once for a period. */
function failedIn(failing: readonly ShownRelation[], tests: ShownTests, { edition, locale }: Scope) {
  const known = failing.filter((relation) => relation.at.start <= edition.period.end);
  const byName = new Map(known.map((relation) => [`${relation.name}@${relation.at.text}`, relation]));
  return [...byName.values()].map((failed) => {
    const inWords = relationInWords(failed, { dataset: edition.dataset, tests, locale });
    return {
      relation: failed.name,
      period: words(locale).period(failed.at),
      says: failed.derivation === 'stated' ? failed.says : inWords || failed.says,
      words: inWords,
    };
  });
}

interface DisputedItem extends ObservationItem {
  /** In words. */
  readonly standing: string;
  /** What other publishers state in its place. */
  readonly rivals: readonly ObservationItem[];
}

/** The figures of the edition's release, or of its slice, that relations contradict, with how each stands. */
function disputedIn(scope: Scope, tests: ShownTests): DisputedItem[] {
  const { standings } = words(scope.locale).provenance;
  const found = figuresOf(tests);
  return statementsIn(scope.edition).flatMap((stated) => {
    const standing = found.get(stated)?.standing;
    if (standing !== 'accused' && standing !== 'touched' && standing !== 'disputed') return [];
    const unit = scope.units?.get(stated.address);
    const rivals = rivalsOf(stated, scope.edition).map((rival) => observationItem(rival, scope, unit));
    return [{ ...itemAsPrinted(stated, scope), standing: standings[standing], rivals }];
  });
}

/** The figures of the edition's release, or of its slice, that no relation tests. */
function untestedIn(scope: Scope, tests: ShownTests) {
  const found = figuresOf(tests);
  return statementsIn(scope.edition)
    .filter((statement) => found.get(statement)?.standing === 'untested')
    .map((stated) => itemAsPrinted(stated, scope))
    .filter(({ value }) => value !== '');
}

/** A figure in the unit in which the document has printed it above. */
function itemAsPrinted(stated: Observation, scope: Scope): ObservationItem {
  return observationItem(stated, scope, scope.units?.get(stated.address));
}

/** The names that every template and partial knows, inside loops too; each is computed when it is used. */
export const NAMES: Readonly<Record<string, (scope: Scope, title: string) => unknown>> = {
  brief: (_, title) => ({ title }),
  edition: editionName,
  corrections: (scope) => correctedIn(scope.edition).map((stated) => correctionOf(stated, scope)),
  member: memberName,
  observations: (scope) => statementsIn(scope.edition).map((stated) => observationItem(stated, scope)),
  sources: sourcesName,
  tests: testsName,
  events: eventsName,
  changes: changesName,
  notice: noticeName,
};

/** What the data lack is an empty text: `#if` can test it, and printing it is an error. */
function editionName(scope: Scope) {
  const { dataset, release, asOf, period } = scope.edition;
  const { date } = words(scope.locale);
  const { id = '', version = '', fingerprint = '' } = scope.imprint ?? {};
  const nextRelease = nextReleaseOf(scope.edition)?.date;
  const expected = expectedNext(scope);
  return {
    title: textIn(dataset.title, scope.locale),
    period: periodSaid(period, scope),
    release: release.id,
    ...factsOf(release, scope),
    as_of: date(asOf),
    next_release: nextRelease === undefined ? '' : date(nextRelease),
    next_edition: expected === undefined ? '' : date(expected),
    next_edition_expected: expected === undefined ? '' : words(scope.locale).nextEdition(date(expected)),
    publisher: textIn(dataset.publisher, scope.locale),
    source: sourceSaid(release.source, scope),
    licence: dataset.licence,
    contact: dataset.contact ? textIn(dataset.contact, scope.locale) : '',
    // Counted where they are asked for: all other parts are asked for more often.
    get statements() {
      return countedValue('edition.statements', statementsIn(scope.edition).length, scope);
    },
    get corrections() {
      return countedValue('edition.corrections', correctedIn(scope.edition).length, scope);
    },
    get provisional() {
      return countedValue('edition.provisional', provisionalIn(scope.edition).length, scope);
    },
    id,
    version,
    // Enough of the hash for a person to compare; the manifest has all of it.
    fingerprint: fingerprint.slice(0, 16),
  };
}

/** When the next edition is expected, as known when this one appears: as brief.yaml says, else as its release is due. */
function expectedNext({ edition, imprint }: Scope): string | undefined {
  return imprint?.expected ?? nextReleaseOf(edition)?.date;
}

/** The member of a dimension that this document is about; an empty text where it is about the whole dataset. */
function memberName({ edition: { dataset, slice }, locale }: Scope) {
  if (!slice) return '';
  const label = textIn(memberLabel(slice), locale);
  return { id: slice.member, label, lower: withinSentence(label, { dataset, locale }), dimension: slice.dimension.id };
}

function provisionalIn(edition: Edition): readonly Observation[] {
  return statementsIn(edition).filter(({ status }) => status.includes('provisional'));
}

function correctedIn(edition: Edition): readonly Observation[] {
  const others = inSlice(edition.release.repeats ?? [], edition.slice);
  return [...statementsIn(edition), ...others].filter((stated) => stated.correction);
}

/** A corrected statement, with the wrong print and the right figure as a value each. */
function correctionOf(stated: Observation, scope: Scope) {
  const { locale, place } = scope;
  return {
    ...observationItem(stated, scope),
    printed: observationValue(misprintOf(stated), { locale }, place) ?? '',
    corrected: observationValue(stated, { locale }, place) ?? '',
    proofs: proofsOf(stated, scope),
    evidence: evidenceOf(stated, scope),
  };
}

/** The sources that published up to the date of the edition, highest rank first. */
function sourcesName({ edition, locale }: Scope) {
  const { sources, releases } = edition.dataset;
  return [...sources.values()]
    .map((source) => ({
      source,
      published: [...releases.values()].filter(
        (release) => release.source === source && dayOf(release) <= edition.asOf,
      ),
    }))
    .filter(({ published }) => published.length > 0)
    .sort((a, b) => a.source.rank - b.source.rank)
    .map(({ source, published }) => ({
      id: source.id,
      publisher: textIn(source.publisher, locale),
      title: source.title ? textIn(source.title, locale) : '',
      url: source.url === undefined ? '' : { link: source.url },
      published: published.map((release) => ({
        release: release.id,
        date: words(locale).date(release.published),
        period: words(locale).period(release.period),
        ...titleOf(release, locale),
      })),
    }));
}
