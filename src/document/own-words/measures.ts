import { onceFor } from '../../core/machine/cache.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { observationOf, scaledLevel, type Value } from '../../figure/value.ts';
import { changeText, isChange } from '../../figure/measure-words.ts';
import { unitText } from '../../figure/number-text.ts';
import { signOf } from '../../core/numbers/decimal.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { BEFORE, type HeadedFigure } from '../headed-figures.ts';
import { periodNames, periodsOf } from '../value-periods.ts';
import type { FigureAround, Line } from './around.ts';
import { type Part, type Reader, textBefore, textOf } from './parts.ts';
import { namesIn } from './labels.ts';
import { leadingTo, PRINT, wholeWords } from './patterns.ts';

/** Reports changes that neither their line nor what stands above them calls one: `Output: 4.2%` reads as a level. */
export function reportUnnamedChanges(figures: readonly FigureAround[], reader: Reader): void {
  const { locale } = reader.context.options;
  const { change } = patternsOf(locale);
  const names = onceFor((line: Line) =>
    line.some((part) => (part.kind === 'figure' ? part.node.isWords === true : change.test(part.text))),
  );
  for (const { node, around } of figures) {
    const stated = observationOf(node.value);
    if (!stated || !isChange(stated) || /^[+−±]/u.test(node.text) || around.some(names)) continue;
    const { measure, base, counterpart } = stated;
    const named = changeText({ measure, base, counterpart }, locale);
    const message = `the figure ${node.text} is a change (${named}) of ${stated.indicator.id}, and nothing next to it or above it says so`;
    const hint = 'say so: {{change "…"}} prints the word with the figure, and sign=true its sign';
    reader.report('document/label', message, node.value.place, hint);
  }
}

/** A balance that is called a surplus below zero, or a deficit above, and a level at a time that is called that of the time before it. */
export function compareKinds(sentence: readonly Part[], reader: Reader): void {
  const { before, after, sides, during, behind, moves } = patternsOf(reader.context.options.locale);
  for (const [at, part] of sentence.entries()) {
    if (part.kind !== 'figure' || part.node.isWords) continue;
    const { value, text } = part.node;
    reportTurned(textBefore(sentence, at), before, { value, text }, reader);
    // what leads to another figure is said about that one
    const next = sentence.length > at + 2 ? PRINT : '';
    reportTurned(textBefore(sentence, at + 2) + next, after, { value, text }, reader);
    reportTurned(textBefore(sentence, at), sides, { value, text }, reader, true);
    if (!isPoint(value)) continue;
    const from = sentence.slice(0, at).findLastIndex(({ kind }) => kind === 'figure') + 1;
    const lead = during.exec(textOf(sentence.slice(from, at)))?.groups;
    const isSaid = lead && reader.leads.test(lead['rest'] ?? '') && !moves.test(lead['rest'] ?? '');
    const [timeBehind] = behind.exec(textOf(sentence.slice(at + 1))) ?? [];
    if (!isSaid && timeBehind === undefined) continue;
    const said = (isSaid ? lead['said'] : timeBehind)?.replaceAll(PRINT, '').trim() ?? '';
    const time = periodNames(periodsOf(value).own, reader.context.options.locale);
    const message = `the text says "${said}", and the figure ${text} is the level on ${time}`;
    reader.report(
      'document/period',
      message,
      value.place,
      'say when it was counted: at the end of a period, or on {{period "…"}}',
    );
  }
}

/** Whether a figure is what there was on a day, and not what came together over a time. */
function isPoint(value: Value): boolean {
  const stated = observationOf(value);
  return stated?.measure === 'level' && stated.indicator.kind === 'stock' && stated.period.kind === 'day';
}

/** A comma behind which at least three words stand, or as many Chinese characters as those have. */
const NEXT_CLAUSE = /[,，](?=\s*(?:\p{L}+\s+){2}\p{L}|\p{Script=Han}{6})/u;

/** Heads and labels that call a balance what it is not. */
export function compareHeadBalances(figures: readonly HeadedFigure[], reader: Reader): void {
  const { any } = patternsOf(reader.context.options.locale);
  for (const { value, text, own } of figures)
    for (const head of own) {
      const clause = head.what === BEFORE ? (head.text.split(NEXT_CLAUSE).at(-1) ?? '') : head.text;
      reportTurned(clause, any, { value, text }, reader);
    }
}

/** Heads that call a share what is the change of a figure. */
export function compareHeadShares(figures: readonly HeadedFigure[], reader: Reader): void {
  const { share, change } = patternsOf(reader.context.options.locale);
  for (const { value, text, own } of figures) {
    const stated = observationOf(value);
    const heads = own.filter(({ what, role }) => what !== BEFORE && role === 'head');
    const found = heads.flatMap((head) => share.exec(head.text)?.groups?.['said'] ?? [])[0];
    if (
      found === undefined ||
      !stated ||
      !isChange(stated) ||
      heads.some((head) => change.test(head.text.replace(share, ' ')))
    )
      continue;
    const { label, definition } = stated.indicator;
    if ([...label.values(), ...(definition?.values() ?? [])].some((name) => share.test(name))) continue;
    const message = `the head says "${found}", and the figure ${text} is a change of ${stated.indicator.id}`;
    const hint = 'print the share: {{shareOf "…" "…"}}, or its own figure; or call the head a change';
    reader.report('document/label', message, value.place, hint);
  }
}

/** Heads that are nothing but words of a change, `Change on 2024` or `Growth, %`, over what is a level. */
export function compareHeadChanges(figures: readonly HeadedFigure[], reader: Reader): void {
  const { changeHead, any, nextTo, change } = patternsOf(reader.context.options.locale);
  const ofChanges = new Set(figures.filter(({ value }) => !isLevel(value)).map(({ own }) => own));
  for (const { value, text, own } of figures) {
    const stated = observationOf(value);
    // a head of changes may have levels in brackets
    if (!stated || !isLevel(value) || ofChanges.has(own) || isBalance(stated, reader)) continue;
    if (reader.context.misscaled.has(value)) continue;
    const names = [...stated.indicator.label.values(), ...(stated.indicator.definition?.values() ?? [])];
    if (names.some((name) => change.test(name) || any.above.test(name) || any.below.test(name))) continue;
    const known = namesIn(names.join(' '));
    const unit = unitText(value.unit, reader.context.options.locale).toLowerCase();
    const isOwn = (word: string): boolean => known.includes(word) || unit.includes(word);
    const found = own.find(({ text: head }) => {
      if (!changeHead.test(head)) return false;
      return namesIn(head.replace(changeHead, ' ').replaceAll(nextTo, ' ')).every(isOwn);
    });
    if (!found) continue;
    const message = `${found.what} says "${found.text.trim()}", and the figure ${text} is a level of ${stated.indicator.id}`;
    const hint = 'print the change: {{value "…:growth" sign=true}} or {{minus "…" "…"}}; or call the head otherwise';
    reader.report('document/label', message, value.place, hint);
  }
}

/** Whether a figure is what its source states of one period, and neither a share nor a rate. */
function isLevel(value: Value): boolean {
  return observationOf(value)?.measure === 'level' && value.unit.code !== '%' && value.unit.code !== 'pp';
}

type Sides = Readonly<Record<'above' | 'below', RegExp>>;

function reportTurned(
  said: string,
  sides: Sides,
  { value, text }: { readonly value: Value; readonly text: string },
  reader: Reader,
  mayBeChange = false,
): void {
  // a multiple by −1 prints a loss without its sign
  const stated = observationOf(value) ?? scaledLevel(value);
  const quantity = stated && quantityOf(stated);
  const isOfChange = mayBeChange && stated !== undefined && isChange(stated);
  if (!stated || (stated.measure !== 'level' && !isOfChange) || !quantity || said === '') return;
  const [above, below] = [sides.above.exec(said)?.groups?.['said'], sides.below.exec(said)?.groups?.['said']];
  if ((above === undefined) === (below === undefined)) return;
  const found = above ?? below ?? '';
  const labels = [...stated.indicator.label.values()];
  if (labels.some((label) => label.toLowerCase().includes(found.toLowerCase()))) return;
  const side = isOfChange ? undefined : sideOf(labels, reader);
  const sign = signOf(quantity.decimal) * (side === 'below' ? -1 : 1);
  const isTwoSided = isOfChange || side !== undefined || isBalance(stated, reader);
  if (above === undefined ? sign <= 0 || !isTwoSided : sign >= 0) return;
  const zero = signOf(quantity.decimal) < 0 ? 'below' : 'above';
  const message = `the text says "${found}", and the figure ${text} is of ${stated.indicator.id}, which is ${zero} zero`;
  reader.report(
    'document/label',
    message,
    value.place,
    'choose the word by the figure: {{#if (below "…" 0)}}…{{else}}…{{/if}}',
  );
}

/** The side of zero that the name of an indicator is of: that of *Loss* is below it. */
function sideOf(labels: readonly string[], { context }: Reader): 'above' | 'below' | undefined {
  const { any } = patternsOf(context.options.locale);
  const [isAbove, isBelow] = [any.above, any.below].map((one) => labels.some((label) => one.test(label)));
  if (isAbove === isBelow) return undefined;
  return isAbove ? 'above' : 'below';
}

/** Whether an indicator is below zero somewhere, so that it has two sides. */
function isBalance({ indicator }: Observation, { context }: Reader): boolean {
  return [...(context.options.dataset?.releases.values() ?? [])].some(({ observations }) =>
    observations.some((one) => {
      const quantity = one.indicator === indicator && one.measure === 'level' ? quantityOf(one) : undefined;
      return quantity !== undefined && signOf(quantity.decimal) < 0;
    }),
  );
}

interface Patterns {
  readonly change: RegExp;
  readonly before: Sides;
  /** Right behind a figure: `, a profit`. */
  readonly after: Sides;
  readonly any: Sides;
  /** Before a figure: `positive`. */
  readonly sides: Sides;
  /** A word of a change in a head, and what may stand next to it there: `on a year earlier`. */
  readonly changeHead: RegExp;
  readonly nextTo: RegExp;
  readonly during: RegExp;
  readonly behind: RegExp;
  readonly moves: RegExp;
  readonly share: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading, measure } = words(locale);
  const { said, ways, waysEither, amountNouns, movesBehind, comparatives, since, clauseLinks } = reading;
  const { balances, during, spans, articles } = said;
  const [start, end] = isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})'] : ['', ''];
  const nouns = [...Object.values(amountNouns ?? {}), ...movesBehind.map(([, , behind]) => behind)];
  const names = [measure.name.growth, measure.name.change].map((name) => name.toLowerCase());
  const moves = [ways.up, ways.down, ways.flat, waysEither, ...nouns].join('|');
  const compared = [
    comparatives.up,
    comparatives.down,
    since.year,
    since.part,
    said.base.year,
    said.base.part,
    since.from,
  ].join('|');
  const each = (make: (side: string) => RegExp): Sides => ({
    above: make(balances.above),
    below: make(balances.below),
  });
  const span = `(?:${spans}|${PRINT})`;
  const time = isSpaced ? `${start}(?:${during})\\s+(?:(?:${articles})\\s+)?${span}${end}` : `${span}(?:${during})`;
  return {
    change: new Caseless(`${moves}|${start}(?:${compared}|${said.changes})${end}|${names.join('|')}`),
    // a profit or loss is either
    before: each((side) => leadingTo(locale, `(?<!(?:${said.and}|/)\\s*)(?:${side})`)),
    after: each(
      (side) =>
        new Caseless(
          isSpaced
            ? `^\\s*[,(–—]\\s*(?:(?:${clauseLinks})\\s+)*(?<said>${side})(?:\\s+\\p{L}+)?\\s*(?:$|[,;)])`
            : `^\\s*[，（(]\\p{Script=Han}{0,2}(?<said>${side})\\s*(?:$|[，；）)])`,
        ),
    ),
    any: each((side) => new Caseless(wholeWords(locale, side))),
    sides: { above: leadingTo(locale, said.sides.above), below: leadingTo(locale, said.sides.below) },
    changeHead: new Caseless(wholeWords(locale, said.changeHeads)),
    nextTo: new Caseless(
      `${start}(?:${[compared, since.lead, since.than, said.in, said.articles, said.spans, said.otherTime, ...Object.values(reading.lengths.adjectives), said.totals].join('|')})${end}`,
      'gu',
    ),
    during: new Caseless(`(?<said>${time})(?<rest>.*)$`),
    behind: new Caseless(`^\\s*${time}`),
    share: new Caseless(wholeWords(locale, said.shares)),
    moves: new Caseless(`${start}(?:${moves})${end}`),
  };
});
