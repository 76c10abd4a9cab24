import { onceFor } from '../../core/machine/cache.ts';
import { Caseless, Leading } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';

/** In place of what is printed between words. */
export const PRINT = '\uFFFB';

export interface Patterns {
  /** All that may stand between a label and the figure which it is said about. */
  readonly tie: RegExp;
  /** Between a figure and the label of what it is of: `of the`. */
  readonly behind: RegExp;
  /** Before a source that a sentence is said by. */
  readonly attribution: RegExp;
  /** Behind a source that says it. */
  readonly says: RegExp;
  /** Words which say that a source does not state a figure. */
  readonly unsaid: RegExp;
  /** Between the parts of a list. */
  readonly listed: RegExp;
  /** Before a source below an exhibit. */
  readonly sources: RegExp;
  /** Before a period in which something is said to be. */
  readonly lead: RegExp;
  /** Before a year that needs no word to say when something is: `betrug 2024`. */
  readonly bare: RegExp;
  /** Before a period that stands in brackets. */
  readonly bracket: RegExp;
  /** The end of what leads from a period to a figure. */
  readonly leads: RegExp;
  /** Before a day on which something is: `on`. */
  readonly onDay: RegExp;
  /** Before a period that names which one of several is meant: `the January inflow`. */
  readonly attributive: RegExp;
  /** Words of a time to come. */
  readonly future: RegExp;
  /** Words of what was so before. */
  readonly past: RegExp;
  /** Words of a time more than a year ago, without their number. */
  readonly yearsBefore: RegExp;
  /** Words of a rank or record, which may be of any time. */
  readonly record: RegExp;
  /** A year with which something is compared: `than in 2024`. */
  readonly comparedYear: RegExp;
  /** Words that name another time, or compare. */
  readonly otherTime: RegExp;
  /** Words for a part of a year, or for how far into it a figure goes. */
  readonly spans: RegExp;
  /** Words of a time that no figure of their sentence is of: a plan, a record, a definition. */
  readonly elsewhere: RegExp;
  /** Before a period that something is compared with: `since`. */
  readonly since: RegExp;
  /** Of these, the one that counts from then on. */
  readonly sinceThen: RegExp;
  /** Between a change and a period that it is compared with: `higher than in`. */
  readonly than: RegExp;
  /** Before a period with which something is compared: `than in`. */
  readonly compared: RegExp;
  /** A word of a change. */
  readonly move: RegExp;
  /** Words of a base a year before, and of one a part of a year before, behind and before a change. */
  readonly baseYear: Readonly<Record<'behind' | 'before', RegExp>>;
  readonly basePart: Readonly<Record<'behind' | 'before', RegExp>>;
  /** The same times as those of a level, with the words as the group `said`: `A year earlier it was`. */
  readonly earlier: Readonly<Record<'year' | 'part', Readonly<Record<'behind' | 'before', RegExp>>>>;
  /** A noun behind a figure: ` ships ` of `104 ships in 2024`. */
  readonly noun: RegExp;
}

/** Words, as the group `said`, that stand alone: they are not a part of a longer word, and nothing before them turns them. */
export function wholeWords(locale: LocaleId, source: string): string {
  const { isSpaced, reading } = words(locale);
  const [start, end] = isSpaced
    ? ['(?<![\\p{L}-])', '(?!\\p{L})']
    : [reading.opposites === '' ? '' : `(?<!${reading.opposites})`, ''];
  return `${start}(?<said>${source})${end}`;
}

/** What leads from words to a figure right behind them, such as a noun and `is`; the words are the group `said`. */
export function leadingTo(locale: LocaleId, source: string): RegExp {
  return new Leading(wholeWords(locale, source), linksOf(locale));
}

const linksOf = onceFor((locale: LocaleId): RegExp => {
  const { isSpaced, reading } = words(locale);
  const { said, levelLinks } = reading;
  const end = isSpaced ? '(?!\\p{L})' : '';
  const noun = isSpaced ? `(?:\\s+(?!(?:${said.and})${end})\\p{L}+)?` : '(?:\\p{Script=Han}{0,4})';
  return new Caseless(
    `^${noun}(?:\\s*(?:[:：]|[,，](?=\\s*(?:${levelLinks})${end})|${said.is}|${said.behind}|${levelLinks})${end})*\\s*$`,
  );
});

/** What the words of a language say around figures. */
export const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { ways, moveLinks, levelLinks, amountLink, since, said, comparatives, claims } = words(locale).reading;
  const { fromToday, yearsBefore } = words(locale).reading;
  const isHan = !words(locale).isSpaced;
  const [start, end] = isHan ? ['', ''] : ['(?<!\\p{L})', '(?!\\p{L})'];
  const link = `${said.is}|${ways.up}|${ways.down}|${ways.flat}|${moveLinks}|${levelLinks}|${amountLink}|${since.year}|${since.part}`;
  const base = (time: 'year' | 'part'): Patterns['baseYear'] => ({
    behind: new Caseless(
      `^\\s*[(（]?(?:(?:${since.from}|${since.than})\\s*(?:${since[time]})|${said.base[time]})${end}`,
    ),
    before: new Caseless(
      `(?:${start}(?:${since.lead})\\s*(?:${since[time]})|${said.base[time]})[,，]?\\s*(?:${ways.up}|${ways.down})?\\s*$`,
    ),
  });
  const earlier = (time: 'year' | 'part'): Patterns['earlier']['year'] => ({
    before: new Caseless(
      `^\\s*(?:${said.in})?\\s*(?<said>(?!(?:${fromToday})${end})(?:${since[time]}))${end}[,，]?\\s*(?:${isHan ? '\\p{Script=Han}{0,4}' : '(?:\\p{L}+\\s+){0,3}'}(?:${said.is}|${said.leads})|[:：])\\s*$`,
    ),
    behind: new Caseless(
      `^${isHan ? '' : '(?:\\s+\\p{L}+)?'}\\s*(?:(?:${said.in})\\s*)?(?<said>(?!(?:${fromToday})${end})(?:${since[time]}))\\s*(?:[,，;；)）]|(?:${said.parts.range})${end}|$)`,
    ),
  });
  const marks = `[\\s:：–—=(（${PRINT}]`;
  const compared = `${start}(?:${comparatives.up}|${comparatives.down})${end}`;
  return {
    // a comma alone parts a list, and ends what leads to another word
    tie: new Caseless(`^(?!\\s*[,，]\\s*$)(?!.*${compared})(?:${marks}|[,，]|[)）]|${start}(?:${link})${end})*$`),
    behind: new Caseless(`^\\s*(?:${said.behind})?\\s*$`),
    attribution: new Caseless(`${start}(?:${said.by})\\s*$`),
    says: new Caseless(`^\\s*(?:${said.says})${end}`),
    unsaid: new Caseless(`${start}(?:${said.unsaid})${end}`),
    listed: new Caseless(`^\\s*(?:[,，、]|[,，]?\\s*(?:${said.and}))\\s*$`),
    baseYear: base('year'),
    basePart: base('part'),
    earlier: { year: earlier('year'), part: earlier('part') },
    noun: isHan
      ? /(?!)/u
      : new Caseless(`^\\s+(?!(?:${said.and}|${said.in})${end}|\\p{L}+(?:er|ed|ing)\\s)\\p{L}+\\s+(?=[\\p{L}(])`),
    sources: new Caseless(`^\\s*(?:${said.sources})\\s*[:：]?\\s*$`),
    lead: new Caseless(`(?:^|${isHan ? '[，、]' : '[\\s,]'})(?:${said.in})\\s*$`),
    bare: said.bare === '' ? /(?!)/u : new Caseless(`${start}(?:${said.bare})\\s*$`),
    sinceThen: new Caseless(`${start}(?:${since.onwards})\\s*$`),
    than: isHan
      ? /(?!)/u
      : new Caseless(
          `^(?:\\s+\\p{L}+)?\\s+(?:${comparatives.up}|${comparatives.down})(?:\\s+\\p{L}+)?\\s+(?:${since.than})(?:\\s+(?:${said.in}))?\\s+$`,
        ),
    compared: isHan ? /(?!)/u : new Caseless(`${start}(?:${since.than})(?:\\s+(?:${said.in}))?\\s+$`),
    move: new Caseless(`${start}(?:${ways.up}|${ways.down}|${ways.flat})${end}`),
    bracket: new Caseless(`^\\s*[(（]\\s*(?:(?:${said.in})\\s*)?$`),
    leads: new RegExp(`(?:${start}(?:${said.leads})|[:：])\\s*$`, 'u'),
    onDay: new Caseless(`(?:^|${isHan ? '' : '\\s'})(?:${said.onDay})\\s*$`),
    attributive: new Caseless(`(?:^|\\s)(?:${said.articles})\\s+$`),
    future: new Caseless(`${start}(?:${said.future})${end}`),
    past: new Caseless(`${start}(?:${said.past})${end}`),
    yearsBefore: new Caseless(`${start}(?:${yearsBefore})${end}`),
    record: new Caseless(`${start}(?:${claims.rank}|${claims.record})${end}`),
    spans: new Caseless(`${start}(?:${said.spans})${end}`),
    comparedYear: new Caseless(
      `${start}(?:${since.than}|${since.from}|${since.lead})\\s*(?:(?:${said.in}|${said.articles})\\s+)?(?:19|20)\\d\\d`,
      'gu',
    ),
    elsewhere: new Caseless(`${start}(?:${said.elsewhere}|${claims.rank}|${claims.record})${end}`),
    since: new Caseless(`${start}(?:${since.from}|${since.lead}|${said.course})(?:\\s+(?:${said.articles}))?\\s*$`),
    otherTime: new Caseless(
      `(?:19|20)\\d\\d|${start}(?:${since.from}|${since.year}|${since.part}|${said.otherTime})${end}`,
    ),
  };
});
