import type { Direction } from '../../locale/locale.ts';
import { LOCALE_IDS, words } from '../../locale/locales.ts';
import type { Scope } from '../scope.ts';
import { type Problem, problem, problemOfArgument } from '../problem.ts';

/** An author's own words for the directions of a figure. */
export type OwnWords = { readonly [way in Direction]?: string | undefined };

const WAYS = ['up', 'down', 'flat'] as const;
const MEANING = { up: 'rises', down: 'falls', flat: 'is unchanged' } as const;

/**
 * The problem of an author's own words for a direction, whichever way the figure goes in this edition: they say another
 * direction, or what would be read with the amount behind them, where there is one. Words that are not known to say their
 * direction are a warning.
 */
export function wordsProblem(
  given: OwnWords,
  { isDifference, hasAmount }: { readonly isDifference: boolean; readonly hasAmount: boolean },
  scope: Scope,
): Problem | undefined {
  const locale = words(scope.locale).reading;
  const scale = new RegExp(
    `(?<!\\p{L})(?:${Object.values(locale.powers).join('|')})(?!\\p{L})|[-+±×÷=~≈<>\u2212\u2013]\\s*$`,
    'iu',
  );
  const level = new RegExp(`${wordStart(scope.locale)}(?:${locale.levelLinks})\\s*$`, 'iu');
  for (const way of WAYS) {
    const text = given[way];
    if (text === undefined) continue;
    const bad = (message: string, hint: string): Problem =>
      problemOfArgument(problem('template/bad-argument', `"${text}" ${message}`, hint), way);
    if (scale.test(text))
      return bad(
        'has a sign or scale that would be read with the figure behind it',
        'write words for the direction alone',
      );
    if (hasAmount && way !== 'flat' && level.test(text)) {
      const hint = 'end it in a word for an amount, or print it with {{direction …}} and the level with {{value …}}';
      return bad('leads to a level, and the amount of the change stands behind it', hint);
    }
    const said = saidBy(text, isDifference);
    if (said === 'either' || (said.size === 1 && said.has(way))) continue;
    if (said.size > 0 && !said.has(way))
      return bad(`is not a word for what ${MEANING[way]}`, 'exchange up= and down=, or leave them out');
    if (said.size === 0 && isEmptyOfWays(text, scope.locale)) continue;
    const what = said.size > 0 ? 'says both directions' : `is not known to say what ${MEANING[way]}`;
    const hint = `known are ${locale.waysShown[way]} and others like them`;
    scope.warn?.(problemOfArgument(problem('template/unknown-word', `"${text}" ${what}`, hint), way));
  }
  const { up, down } = given;
  if (up === undefined || up !== down || !isEmptyOfWays(up, scope.locale)) return undefined;
  const message = `"${up}" stands for a rise and for a fall, which a reader could not tell apart`;
  return problemOfArgument(problem('template/bad-argument', message, 'say the direction in up= and in down='), 'down');
}

interface Patterns {
  readonly ways: Readonly<Record<Direction, RegExp>>;
  readonly either: RegExp;
  readonly comparatives: Readonly<Record<'up' | 'down', RegExp>>;
}

let patterns: Patterns | undefined;

/** The words of all languages: a page may hold words of another. */
function makePatterns(): Patterns {
  const all = LOCALE_IDS.map((id) => ({ id, reading: words(id).reading }));
  const joined = (sourceOf: (reading: (typeof all)[number]['reading']) => string): RegExp =>
    new RegExp(all.map(({ id, reading }) => `${wordStart(id)}(?:${sourceOf(reading)})${wordEnd(id)}`).join('|'), 'iu');
  return {
    ways: {
      up: joined(({ ways }) => ways.up),
      down: joined(({ ways }) => ways.down),
      flat: joined(({ ways }) => ways.flat),
    },
    either: joined(({ waysEither }) => waysEither),
    comparatives: {
      up: joined(({ comparatives }) => comparatives.up),
      down: joined(({ comparatives }) => comparatives.down),
    },
  };
}

function wordStart(locale: string): string {
  return locale.startsWith('zh') ? '' : '(?<!\\p{L})';
}

function wordEnd(locale: string): string {
  return locale.startsWith('zh') ? '' : '(?!\\p{L})';
}

/**
 * The directions that words say; `either` where that depends on what they are said of. Comparatives say one where nothing
 * else does, and of a difference from another figure either: that is lower as this one is higher.
 */
function saidBy(text: string, isDifference: boolean): ReadonlySet<Direction> | 'either' {
  patterns ??= makePatterns();
  const { ways, either, comparatives } = patterns;
  const said = new Set<Direction>(WAYS.filter((way) => ways[way].test(text)));
  // stayed level at a higher place: what moved is said by the other word
  if (said.size > 1) said.delete('flat');
  if (said.size > 0) return said;
  if (either.test(text)) return 'either';
  const compared = (['up', 'down'] as const).filter((way) => comparatives[way].test(text));
  return compared.length > 0 && isDifference ? 'either' : new Set(compared);
}

/** Whether words are no more than what stands between a verb and an amount, such as `by`. */
function isEmptyOfWays(text: string, locale: string): boolean {
  const { moveLinks } = words(locale).reading;
  return new RegExp(`^(?:(?:${moveLinks})\\s*)*$`, 'iu').test(text.trim());
}
