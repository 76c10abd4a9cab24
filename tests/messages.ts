/**
 * What a case expects of a message: its rule, its place, and the numbers, names and addresses in it, but no sentence. The
 * words between them are written `…`, as in `saying('12:3 assay/tie: … 3.2% … 2.9 … 3.1')`, so that they can change. The
 * sentences stand once, in tests/rules/sentences.
 */

/** Each `…` is words and their signs in one line, but nothing that belongs to a number. */
function patternOf(text: string): string {
  return text
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/ *… *(?=\d)/g, String.raw`([^\d\n]*?)(?<![-−+×÷.])`)
    .replaceAll(/ *… */g, String.raw`([^\d\n]*?)`);
}

class Saying {
  readonly pattern: RegExp;

  constructor(
    readonly name: 'saying' | 'mentioning',
    readonly text: string,
  ) {
    this.pattern = new RegExp(name === 'saying' ? `^${patternOf(text)}$` : patternOf(text), 'u');
  }

  asymmetricMatch(found: unknown): boolean {
    if (Array.isArray(found)) return this.name === 'mentioning' && found.some((one) => this.asymmetricMatch(one));
    return typeof found === 'string' && this.pattern.test(found);
  }

  toString(): string {
    return this.name;
  }

  toAsymmetricMatcher(): string {
    return `${this.name} ${JSON.stringify(this.text)}`;
  }
}

/** Matches a text that is `text`, with any words in place of each `…`. Numbers that `text` does not have must not be there. */
export function saying(text: string): unknown {
  return new Saying('saying', text);
}

/** Matches a text that `text` is a part of, with any words in place of each `…`; or a list with such a text. */
export function mentioning(text: string): unknown {
  return new Saying('mentioning', text);
}

/** The words of a message alone, for a snapshot: `…` where numbers, names and addresses stand that `expected` has. */
export function wordsOf(message: string, expected: string): string {
  const [, ...words] = new Saying('saying', expected).pattern.exec(message) ?? [];
  const facts = expected.split(/ *… */);
  return facts.map((fact, index) => `${fact === '' ? '' : '…'}${words[index] ?? ''}`).join('');
}

/** Matches a list that has a text for each of `texts` and no others, in any order. */
export function sayingAll(texts: readonly string[]): unknown {
  // the text with the most to compare takes its own before one that would match it, too
  const patterns = texts.toSorted((a, b) => b.length - a.length).map((text) => new Saying('saying', text));
  return {
    asymmetricMatch(found: unknown): boolean {
      if (!Array.isArray(found) || found.length !== patterns.length) return false;
      const left: unknown[] = [...found];
      return patterns.every((pattern) => {
        const at = left.findIndex((one) => pattern.asymmetricMatch(one));
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      });
    },
    toAsymmetricMatcher: () => `saying ${JSON.stringify(texts, undefined, 2)}`,
  };
}
