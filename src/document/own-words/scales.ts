import type { Root } from 'mdast';
import { onceFor } from '../../core/machine/cache.ts';
import { isClaimAbout, isClaimOf, type UnitClaim, unitClaimsIn } from '../../dataset/unit-claims.ts';
import { sameDimension } from '../../dataset/unit.ts';
import { unitText } from '../../figure/number-text.ts';
import type { Value } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { childrenOf, nodesOf } from '../tree-walk.ts';
import { type Figure, type Part, partsOf, type Reader, sentencesOf, textOf } from './parts.ts';
import { PRINT } from './patterns.ts';

/** Reports a scale that stands apart in the sentence of figures none of which is printed with it: `In millions, rides came to 430,400`. */
export function compareScales(sentence: readonly Part[], reader: Reader): void {
  const { locale } = reader.context.options;
  const figures = sentence.flatMap((part) => (part.kind === 'figure' && !part.node.isWords ? [part.node] : []));
  if (figures.length === 0) return;
  const text = sentence
    .map((part) => (part.kind === 'words' ? part.text : part.kind === 'figure' ? FIGURE : PRINT))
    .join('');
  for (const pattern of patternsOf(locale).apart)
    for (const found of text.matchAll(pattern)) {
      const said = found.groups?.['scale'] ?? '';
      const claim = scaleIn(said, figures);
      if (claim) reportScale(claim, figures, reader);
      else compareUnit(said, text.slice(found.index + found[0].length), figures, reader);
    }
}

/** Reports a unit that stands apart and leads to a figure, `Rides (kt) were 430,400`, where no figure of the sentence measures that. */
function compareUnit(said: string, behind: string, figures: readonly Figure[], reader: Reader): void {
  const claim = unitClaimsIn(said.trim(), []).find(({ name }) => name.toLowerCase() === said.trim().toLowerCase());
  const gap = behind.split(FIGURE)[0] ?? '';
  const isLed = behind.includes(FIGURE) && !/[,，;；]/u.test(gap) && reader.leads.test(gap);
  if (!claim || claim.units.length === 0 || !isLed) return;
  const first = figures[figures.length - (behind.split(FIGURE).length - 1)];
  const isOfOne = figures.some(({ value }) => claim.units.some((unit) => sameDimension(unit, value.unit)));
  if (!first || isOfOne || reader.context.misscaled.has(first.value)) return;
  const unit = unitText(first.value.unit, reader.context.options.locale) || 'ones';
  const message = `the text says "${claim.name}", and the figure ${first.text} is printed in ${unit}`;
  reader.report('document/unit', message, first.value.place, 'leave it out: a figure prints its own unit');
}

/** In place of a figure; what else is printed has a sign of its own. */
const FIGURE = '\uFFFC';

/** Reports a line that gives the scale of all figures, `All figures are in thousands`, where no figure is. */
export function compareCommonScale(root: Root, reader: Reader): void {
  const { common } = patternsOf(reader.context.options.locale);
  const figures = nodesOf(root, 'value');
  if (figures.length === 0) return;
  for (const paragraph of nodesOf(root, 'paragraph'))
    for (const sentence of sentencesOf(partsOf(childrenOf(paragraph)))) {
      if (!sentence.every(({ kind }) => kind === 'words')) continue;
      const claim = scaleIn(common.exec(textOf(sentence))?.groups?.['scale'] ?? '', figures);
      if (claim) reportScale(claim, figures, reader);
    }
}

/** The scale that words say and nothing else: `thousands`, `million tonnes`. */
function scaleIn(text: string, figures: readonly Figure[]): UnitClaim | undefined {
  if (text === '') return undefined;
  const units = figures.map(({ value }) => value.unit);
  const claims = unitClaimsIn(text.trim(), [...new Set(units)]);
  return claims.find(({ name, isScaled }) => isScaled && name.toLowerCase() === text.trim().toLowerCase());
}

function reportScale(claim: UnitClaim, figures: readonly { value: Value; text: string }[], reader: Reader): void {
  const first = figures.find(({ value }) => isClaimAbout(claim, value.unit));
  if (!first || reader.context.misscaled.has(first.value) || figures.some(({ value }) => isClaimOf(claim, value.unit)))
    return;
  const unit = unitText(first.value.unit, reader.context.options.locale) || 'ones';
  const message = `the text says "${claim.name}", and the figure ${first.text} is printed in ${unit}`;
  const hint = 'leave it out: a figure prints its own scale, and unit="…" chooses another one';
  reader.report('document/unit', message, first.value.place, hint);
}

interface Patterns {
  /** What stands apart in a sentence. */
  readonly apart: readonly RegExp[];
  /** A line about all figures. */
  readonly common: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading } = words(locale);
  const { unitLead, scaleTail, said } = reading;
  const scale = isSpaced ? '(?<scale>\\p{L}+(?:\\s+(?:of\\s+)?\\p{L}+)?)' : '(?<scale>[^，（）()。：:]{1,6}?)';
  const lead = isSpaced ? `(?:${unitLead})\\s+` : `(?:${unitLead})\\s*`;
  const tail = scaleTail === '' ? '' : `(?:${scaleTail})?`;
  return {
    apart: [
      `(?<!${FIGURE}\\s*)[(（]\\s*(?:${lead})?${scale}${tail}\\s*[)）]`,
      `(?:^|[,，])\\s*${lead}${scale}${tail}\\s*(?:[,，]|$)`,
      `${FIGURE}\\s*[,:，：]\\s*${scale}\\s*$`,
      // In Tausend lagen sie bei
      ...(isSpaced ? [`^\\s*${lead}(?<scale>\\p{L}+)\\s+(?:${said.is})(?!\\p{L})`] : []),
    ].map((source) => new Caseless(source, 'gu')),
    common: new Caseless(
      `^\\s*(?:(?:${said.allFigures})\\s*)?${lead}(?:${said.articles})?\\s*${isSpaced ? '(?<scale>.+?)' : scale}${tail}\\s*$`,
    ),
  };
});
