/**
 * An expression that takes capitals and small letters for the same, and gives what it finds as it stands in the text. To
 * compile the flag `i` for an alternation of some hundred words takes two to three times as long as its search does in all
 * briefs, since each class of letters is unfolded; so words and text are folded to small letters instead. The source may
 * hold no class of capitals (`\p{Lu}`).
 */
export class Caseless extends RegExp {
  constructor(source: string | RegExp, flags = 'u') {
    super(typeof source === 'string' ? foldedSource(source) : source, flags.includes('d') ? flags : `${flags}d`);
  }

  override exec(text: string): RegExpExecArray | null {
    const folded = foldedText(text);
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

/** Small letters in place of capitals, but for escapes such as `\S`, properties and names of groups. */
function foldedSource(source: string): string {
  return source.replaceAll(/\\[pP]\{[^}]*\}|\\u[\dA-F]{4}|\\.|\(\?<\w+>|\p{Lu}/gsu, (part) =>
    /^\p{Lu}$/u.test(part) ? part.toLowerCase() : part,
  );
}

/** The same text in small letters, each character at its place. */
function foldedText(text: string): string {
  const folded = text.toLowerCase();
  if (folded.length === text.length) return folded;
  return text.replaceAll(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}
