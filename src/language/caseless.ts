/**
 * An expression that takes capitals and small letters for the same, and gives what it finds as it stands in the text. V8
 * compiles the flag `i` and `\p{L}` slowly: for an alternation of some hundred words with a word's end on each side, ten to
 * thirty times as long as its search takes in all briefs, since each class of letters is unfolded or has some 650 ranges.
 * So the words and the text are folded instead: capitals to small letters, and rare letters to a common one, after which a
 * few ranges are all letters. The source may hold no class of capitals (`\p{Lu}`); a letter beyond U+FFFF counts as two.
 */
export class Caseless extends RegExp {
  readonly #fold: (text: string) => string;

  constructor(source: string | RegExp, flags = 'u') {
    const isCommon = !hasRare(typeof source === 'string' ? source : source.source);
    super(
      typeof source === 'string' ? foldedSource(source, isCommon) : source,
      flags.includes('d') ? flags : `${flags}d`,
    );
    this.#fold = isCommon ? commonLetters : smallLetters;
  }

  override exec(text: string): RegExpExecArray | null {
    const folded = this.#fold(text);
    const found = super.exec(folded);
    if (!found || folded === text) return found;
    const { indices } = found;
    const at = (span: readonly [number, number] | undefined): string => (span ? text.slice(...span) : '');
    for (const [index, part] of found.entries()) if (part !== undefined) found[index] = at(indices?.[index]);
    for (const [name, span] of Object.entries(indices?.groups ?? {}))
      if (found.groups && span) found.groups[name] = at(span);
    found.input = text;
    return found;
  }
}

/**
 * Words that lead to the end of a text over others: `weekly figures were`. What may stand between, `links`, is mostly much longer
 * than the words, the same for many of them, and matches from its start to the end of the text; it is looked at, and compiled, only
 * where the words are found. What is found ends where the words do.
 */
export class Leading extends Caseless {
  readonly #links: RegExp;

  constructor(words: string, links: RegExp) {
    super(words, 'gu');
    this.#links = links;
  }

  override exec(text: string): RegExpExecArray | null {
    this.lastIndex = 0;
    for (let found = super.exec(text); found; found = super.exec(text)) {
      const end = found.index + found[0].length;
      if (this.#links.test(text.slice(end))) return found;
      if (found[0] === '') this.lastIndex = end + 1;
    }
    return null;
  }
}

/** All small letters of Latin, Greek, Cyrillic, Japanese, Chinese and Korean but for rare ones, as they stand in a class. */
const COMMON = String.raw`a-z\xaa\xb5\xba\xdf-\xf6\xf8-\u02c1\u0370-\u0374\u0376\u0377\u037a-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\ua48c\uac00-\ud7a3`;

/** Where other letters are, and signs among which they stand. */
const RARE =
  /[\u02c6-\u036f\u0378-\u0385\u0387\u0482-\u0489\u0530-\u1fff\u2071-\u2fff\u3005-\u3006\u3031-\u303c\u309d-\u309f\u30fc-\u33ff\ua48d-\uabff\ud7a4-\ufeff\uff21-\uffef]+/g;

/** The letters that rare ones of Chinese, and all others, are taken for. */
const [HAN, OTHER] = ['\u9fff', '\u0250'];

function hasRare(source: string): boolean {
  return source.match(RARE)?.some((part) => /\p{L}/u.test(part)) ?? false;
}

/** Small letters in place of capitals, but for escapes such as `\S`, properties and names of groups; if common, a few ranges for `\p{L}`. */
function foldedSource(source: string, isCommon: boolean): string {
  let isClass = false;
  return source.replaceAll(/\\[pP]\{[^}]*\}|\\u[\dA-F]{4}|\\.|\(\?<\w+>|[[\]]|\p{Lu}/gsu, (part) => {
    if (part === '[' || part === ']') isClass = part === '[';
    if (part === String.raw`\p{L}` && isCommon) return isClass ? COMMON : `[${COMMON}]`;
    return /^\p{Lu}$/u.test(part) ? part.toLowerCase() : part;
  });
}

/** The same text in small letters, each character at its place. */
function smallLetters(text: string): string {
  const folded = text.toLowerCase();
  if (folded.length === text.length) return folded;
  return text.replaceAll(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

/** The same text in small letters, with a common letter for each part of one that is rare. */
function commonLetters(text: string): string {
  const small = smallLetters(text);
  return small.replaceAll(RARE, (part) =>
    part.replaceAll(/\p{L}/gu, (letter) => (/\p{Script=Han}/u.test(letter) ? HAN : OTHER).repeat(letter.length)),
  );
}
