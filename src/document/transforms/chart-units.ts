import { onceFor } from '../../core/machine/cache.ts';
import type { Unit } from '../../dataset/unit.ts';
import { isClaimOf, unitClaimsIn } from '../../dataset/unit-claims.ts';
import { isChange, measureText } from '../../figure/measure-words.ts';
import { unitText } from '../../figure/number-text.ts';
import { observationOf } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import type { Context } from '../document-context.ts';
import type { Chart, Exhibit } from '../exhibit-nodes.ts';
import { plainText } from '../tree-walk.ts';

/**
 * Says at the end of a subtitle in which unit a chart is, and that its figures are changes and since when, where neither the
 * exhibit nor the picture says it: a bar of 1.0 may be a million tonnes, and one of 9.1 a rise.
 */
export function nameUnits({ title, subtitle }: Exhibit, chart: Chart, { options }: Context): void {
  const { locale, dataset } = options;
  const { separator } = words(locale);
  const written = [plainText(title), plainText(subtitle), ...textsIn(chart.rendered.svg)];
  const known = [...(dataset?.units?.values() ?? [])];
  for (const text of new Set([...unsaidUnits(chart, written, known, locale), ...unsaidChanges(chart, written, locale)]))
    subtitle.push({ type: 'text', value: subtitle.length > 0 ? separator + text : withCapital(text) });
}

/** The texts that a reader sees in a picture. */
function textsIn(svg: string): string[] {
  const shown = svg.replaceAll(/<(title|desc|style)\b[^>]*>[\s\S]*?<\/\1>/gu, '');
  return [...shown.matchAll(/>([^<>]+)</gu)].map(([, text = '']) => text.trim()).filter((text) => text !== '');
}

/** The units of a chart that no text says, in words. */
function unsaidUnits(
  { values }: Chart,
  written: readonly string[],
  known: readonly Unit[],
  locale: LocaleId,
): string[] {
  const units = new Map(values.map(({ unit }) => [unit.code, unit]));
  const isSaid = (unit: Unit): boolean => {
    const symbol = unitText(unit, locale);
    return (
      symbol === '' ||
      written.some(
        (text) => text.includes(symbol) || unitClaimsIn(text, [...known, unit]).some((claim) => isClaimOf(claim, unit)),
      )
    );
  };
  return [...units.values()].filter((unit) => !isSaid(unit)).map((unit) => unitText(unit, locale));
}

/** The changes of a chart, in words, where no text says that they are changes. */
function unsaidChanges({ values }: Chart, written: readonly string[], locale: LocaleId): string[] {
  const changes = new Set(
    values.flatMap((value) => {
      const observation = observationOf(value);
      return observation && isChange(observation) ? [measureText(observation, value.unit, locale)] : [];
    }),
  );
  const all = written.join('\n').toLowerCase();
  const open = [...changes].filter((text) => !all.includes(text.toLowerCase()));
  return changeWords(locale).test(all) ? [] : open;
}

/** Any word of a change. */
const changeWords = onceFor((locale: LocaleId) => {
  const { ways, waysEither, amountNouns } = words(locale).reading;
  return new Caseless([ways.up, ways.down, waysEither, ...Object.values(amountNouns ?? {})].join('|'));
});
