import { listText, plural } from '../core/diagnostics/source-text.ts';
import { NUMERAL_KINDS, type NumeralKind } from '../source-document/source-document.ts';
import type { Witnessed } from '../witness/witness.ts';
import { wrapped } from './reporter.ts';

/** How much of a dataset was read again in its sources; nothing if no release names one. */
export function witnessLines(all: readonly Witnessed[]): readonly string[] {
  const named = all.filter(({ release }) => release.sourceFile);
  if (named.length === 0) return [];
  const { statements, read, releases, unread, notTaken, doubted, ignored } = sumOf(all);
  const total = all.reduce((sum, one) => sum + one.statements, 0);
  const parts = [
    `${read} of ${statements} statements were read again in ${plural(releases, 'source')}`,
    ...(doubted > 0 ? [`${doubted} of them under heads in doubt`] : []),
    `${plural(unread, 'figure')} of ${releases === 1 ? 'it' : 'them'} unread`,
    ...(notTaken > 0 ? [`${notTaken} left out with a reason`] : []),
    ...(ignored.size > 0 ? [`not taken: ${ignoredText(ignored)}`] : []),
    `not witnessed: ${plural(total - statements, 'statement')} of ${plural(all.length - releases, 'release')}`,
  ];
  return [...wrapped(`witness: ${parts.join('; ')}`.split(' '), ''), ...unnamedLines(all)];
}

/** Which figures could be those of another indicator, as far as the witness knows. */
function unnamedLines(all: readonly Witnessed[]): readonly string[] {
  return all.flatMap(({ release, unnamed }) => {
    if (unnamed.size === 0) return [];
    const count = [...unnamed.values()].reduce((sum, one) => sum + one, 0);
    const said = `${release.id}: near ${plural(count, 'figure')} nothing names the indicator, so that no exchange would be noticed. Say under in_source what ${release.source.id} calls ${listText([...unnamed.keys()], 5)}.`;
    return wrapped(said.split(' '), '  ');
  });
}

/** The same, for programs. */
export function witnessJson(all: readonly Witnessed[]): object {
  const { statements, read, unread, notTaken, doubted, ignored } = sumOf(all);
  return {
    statements,
    read,
    doubted,
    unread,
    notTaken,
    ignored: Object.fromEntries(ignored),
    releases: all
      .filter(({ release }) => release.sourceFile)
      .map((one) => ({
        release: one.release.id,
        source: one.release.sourceFile?.path,
        kept: one.kept,
        statements: one.statements,
        read: one.read ?? null,
        doubted: one.doubted,
        unread: one.unread,
        notTaken: one.notTaken,
        unnamed: Object.fromEntries(one.unnamed),
        ignored: Object.fromEntries(one.ignored),
      })),
    notWitnessed: all.filter(({ read: isRead }) => isRead === undefined).map(({ release }) => release.id),
  };
}

/** `20 periods, 18 ordinals`: in the order of the kinds. */
function ignoredText(ignored: ReadonlyMap<NumeralKind, number>): string {
  return NUMERAL_KINDS.filter((kind) => ignored.has(kind))
    .map((kind) => `${ignored.get(kind)} ${kind}`)
    .join(', ');
}

interface Sum {
  readonly releases: number;
  readonly statements: number;
  readonly read: number;
  readonly doubted: number;
  readonly unread: number;
  readonly notTaken: number;
  readonly ignored: ReadonlyMap<NumeralKind, number>;
}

/** Of the releases whose source was read. */
function sumOf(all: readonly Witnessed[]): Sum {
  const read = all.filter((one) => one.read !== undefined);
  const sum = (of: (one: Witnessed) => number): number => read.reduce((total, one) => total + of(one), 0);
  const ignored = new Map<NumeralKind, number>();
  for (const one of read) for (const [kind, count] of one.ignored) ignored.set(kind, (ignored.get(kind) ?? 0) + count);
  return {
    releases: read.length,
    statements: sum(({ statements }) => statements),
    read: sum((one) => one.read ?? 0),
    doubted: sum(({ doubted }) => doubted),
    unread: sum(({ unread }) => unread),
    notTaken: sum(({ notTaken }) => notTaken),
    ignored,
  };
}
