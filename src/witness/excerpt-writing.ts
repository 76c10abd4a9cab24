import type { Dataset, Release } from '../dataset/model.ts';
import { EXCERPT_WORDS, readExcerpts } from '../source-document/excerpts.ts';
import type { Vocabulary } from '../source-document/vocabulary.ts';
import { claimsIn } from './claims.ts';
import type { Block } from '../source-document/source-document.ts';
import type { SaidMeasure } from './said.ts';
import { type Candidate, type SourceReading, understand } from './match.ts';

/**
 * The words around each numeral of a source that its test needs, at most twelve: the fewest from which the numeral reads as it
 * does in the whole text. What no such words give is left as it reads without them.
 */
export function excerptsOf(dataset: Dataset, release: Release, reading: SourceReading): readonly string[] {
  const { matched, record, vocabulary, document } = reading;
  const opens = new Set(
    matched.candidates.flatMap(({ block, numeral: { rangeFrom } }) =>
      rangeFrom === undefined ? [] : [block.numerals[rangeFrom]],
    ),
  );
  const place = { path: document.path, text: '' };
  const read = (text: string): Candidate | undefined => {
    const entry = { text, place: { file: place, line: 1, column: 1, length: 1 } };
    const excerpt = readExcerpts(document.path, { ...record, excerpts: [entry] }, vocabulary);
    return understand(dataset, release, excerpt, vocabulary).candidates.at(-1);
  };
  const figures = matched.candidates.filter(({ numeral }) => !opens.has(numeral));
  const claims = claimsIn(reading).flatMap(({ block, words }) =>
    block && words !== undefined ? [`${placeOf(block)}: ${words}`] : [],
  );
  return [...figures.map((one) => excerptOf(one, vocabulary, read)), ...new Set(claims)];
}

function placeOf(block: Block): string {
  return block.kind === 'paragraph' ? `${block.section}/${block.number}` : '';
}

function excerptOf(
  candidate: Candidate,
  { locale }: Vocabulary,
  read: (text: string) => Candidate | undefined,
): string {
  const { block, numeral, labels } = candidate;
  const at = placeOf(block);
  const lead = `${at}${numeral.kind === undefined ? '' : ` (${numeral.kind})`}: `;
  const first = numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom];
  const [from, to] = [first?.from ?? numeral.from, numeral.to];
  const marked = `${block.text.slice(from, numeral.start)}[${numeral.text}]${block.text.slice(numeral.end, to)}`;
  if (numeral.kind !== undefined) return lead + marked;
  const { isSpaced } = locale.witness;
  const words = (text: string): string[] =>
    text.match(isSpaced ? /\s*\S+/gu : /[\p{L}\p{N}]{1,2}|[^\p{L}\p{N}]/gu) ?? [];
  const [before, behind] = [words(block.text.slice(0, from)), words(block.text.slice(to))];
  const own = words(marked).length;
  const label = labels[0];
  for (let size = own; size <= EXCERPT_WORDS; size += 1)
    for (let after = 0; after <= size - own; after += 1)
      for (const withLabel of [false, true]) {
        const named = withLabel && label ? `${label.words} … ` : '';
        const room = size - own - after - words(named.replace(' … ', '')).length;
        if (room < 0) continue;
        const window = `${named}${before.slice(Math.max(0, before.length - room)).join('')}${block.text.charAt(from - 1) === ' ' ? ' ' : ''}${marked}${behind.slice(0, after).join('')}`;
        const text =
          lead +
          window
            .replaceAll(/\s+/g, ' ')
            .trim()
            .replace(/[.,;:，。；]$/u, '');
        const again = read(text);
        if (again && readsAlike(candidate, again)) return text;
      }
  return lead + marked;
}

/** Whether all that tests ask of a numeral is the same. */
function readsAlike(a: Candidate, b: Candidate): boolean {
  return (
    featuresOf(a) === featuresOf(b) &&
    a.labels
      .flatMap(({ ids }) => [...ids])
      .slice(0, 1)
      .every((id) => b.labels.some(({ ids }) => ids.has(id)))
  );
}

function featuresOf({ numeral, said }: Candidate): string {
  // Of a level or an average nobody asks the base.
  const isCompared = ['growth', 'change', 'ratio'].some((one) => said.measures.has(one as SaidMeasure));
  const { back, year, part } = (isCompared ? said.base : undefined) ?? {};
  return JSON.stringify([
    numeral.text,
    numeral.power,
    numeral.units,
    numeral.sign,
    numeral.rangeFrom !== undefined,
    said.sign === 'either' ? 'either' : said.sign === 'down',
    said.hedge,
    [...said.measures].toSorted(),
    back,
    year,
    part,
  ]);
}
