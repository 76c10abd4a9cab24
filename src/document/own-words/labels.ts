import { comparedIndicator } from '../../dataset/address.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Indicator } from '../../dataset/model.ts';
import { sameDimension } from '../../dataset/unit.ts';
import { statementsOf } from '../../figure/value.ts';
import { type Label, type Part, type Reader, type Shown, textOf } from './parts.ts';

/** The indicators that a figure says something of. */
export function indicatorsOf({ value }: Shown, { context }: Pick<Reader, 'context'>): readonly Indicator[] {
  const all = context.options.dataset?.indicators;
  return statementsOf(value).flatMap((stated) => {
    const other = all?.get(comparedIndicator(stated) ?? '');
    return other ? [stated.indicator, other] : [stated.indicator];
  });
}

/** Whether a label may be said about a figure: it is that of its indicator, of a variant of it, or of a whole that it is a part of. */
export function isOf({ of: { indicator: named } }: Label, shown: Shown, reader: Reader): boolean {
  const own = indicatorsOf(shown, reader);
  const { locale } = reader.context.options;
  const said = textIn(named.label, locale).toLowerCase();
  return (
    own.length === 0 ||
    own.some((one) => {
      const isPart = one.id.startsWith(`${named.id}.`);
      const isVariant = one.variantOf === named.id || named.variantOf === one.id;
      return one.id === named.id || isPart || isVariant || textIn(one.label, locale).toLowerCase().includes(said);
    })
  );
}

/** Whether a figure could be read as one of a label: it measures the same. */
export function isAlike({ of: { indicator: named } }: Label, { value }: Shown): boolean {
  return statementsOf(value).some(({ indicator }) => sameDimension(indicator.unit, named.unit));
}

/** Whether a label is of the same member of a dimension: copper names a row of its output and its exports. */
export function shareMember({ of: { indicator: named } }: Label, { value }: Shown): boolean {
  return statementsOf(value).some(({ indicator }) =>
    [...named.dimensions].some(([dimension, member]) => indicator.dimensions.get(dimension) === member),
  );
}

/** Whether words of the sentence name what the figure is of. */
export function isNamed({ of }: Label, figure: Shown, sentence: readonly Part[], reader: Reader): boolean {
  const { locale } = reader.context.options;
  const typed = textOf(sentence).toLowerCase();
  const known = new Set(namesIn(textIn(of.indicator.label, locale)));
  return indicatorsOf(figure, reader).some(({ label }) =>
    namesIn(textIn(label, locale)).some((name) => !known.has(name) && typed.includes(name)),
  );
}

/** The words of a label that name something, without endings; of Chinese ones, each pair of characters. */
export function namesIn(label: string): string[] {
  const found = label.toLowerCase().match(/(?:(?!\p{Script=Han})\p{L}){3,}|\p{Script=Han}+/gu) ?? [];
  return found.flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return [word.slice(0, 5)];
    return word.length < 2 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
}
