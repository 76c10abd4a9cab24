import { inPattern } from '../../core/diagnostics/quoting.ts';
import type { Part } from '../../core/files/shape.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { checkName, checkPrinted, type TextScope } from '../../dataset/checks.ts';
import { type Localised, localisedOf } from '../../dataset/localised.ts';
import { parsePeriod, type Period, periodHint } from '../../dataset/period.ts';
import type { ExceptionInput, RelationsInput } from './relations-schema.ts';

/** What is said about relations by their names, authored or derived; `*` in a name stands for a part. */
export interface NamedRelations {
  readonly relation: string;
  readonly place: Place;
}

/** A known, explained disagreement. */
export interface Exception extends NamedRelations {
  readonly at: Period;
  readonly reason: Localised;
  readonly source?: string | undefined;
}

/** What to print of a derived relation, by locale. */
export interface RelationWords extends NamedRelations {
  readonly text: Localised;
}

/** Reads `exceptions`; reports each that has no period or is not in the languages of the dataset. */
export function readExceptions(scope: TextScope, written: Part<RelationsInput['exceptions']>): Exception[] {
  return (written.entries() ?? []).flatMap(([, part]) => readException(scope, part) ?? []);
}

function readException(scope: TextScope, part: Part<ExceptionInput>): Exception | undefined {
  const { yaml, locales, diagnostics } = scope;
  const item = part.value;
  if (!item) return undefined;
  const at = parsePeriod(item.at);
  const place = yaml.placeOf(item, 'relation');
  checkName(scope, part.get('reason'));
  const reason = localisedOf(item.reason, locales);
  if (at) return { relation: item.relation, at, reason, source: item.source, place };
  return diagnostics.error(
    'dataset/bad-period',
    `${item.at} is not a period`,
    yaml.placeOf(item, 'at'),
    periodHint(item.at),
  );
}

/** Reads `words`; reports each that is not in the languages of the dataset. */
export function readWords(scope: TextScope, written: Part<RelationsInput['words']>): RelationWords[] {
  return (written.entries() ?? []).map(([relation, part]) => {
    checkPrinted(scope, part);
    return { relation, text: localisedOf(part.value, scope.locales), place: part.place('key') };
  });
}

/** Whether something is said about the relations of a name. In a pattern `*` stands for anything but `.`, `:` and `/`. */
export function isAbout({ relation }: Pick<NamedRelations, 'relation'>, name: string): boolean {
  if (!relation.includes('*')) return relation === name;
  return new RegExp(`^${relation.split('*').map(inPattern).join('[^.:/]*')}$`).test(name);
}

/** What names a relation comes before what its pattern does. */
export function exactFirst<T extends NamedRelations>(named: readonly T[]): T[] {
  const isPattern = ({ relation }: NamedRelations): boolean => relation.includes('*');
  return named.toSorted((a, b) => Number(isPattern(a)) - Number(isPattern(b)));
}
