/** A text that stands in no message: printed, it is `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself: for a header, a form or an environment, and for nothing that is printed. */
  reveal(): string {
    return this.#value;
  }

  /** The secret that a calculation makes of it, such as a header. */
  derive(work: (value: string) => string): Secret {
    return new Secret(work(this.#value));
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }
}

const HIDDEN = '***';

/** Shorter texts stand in too many words to be hidden there. */
const SHORTEST = 4;

/** A text from a host or program without the secrets in it, in whatever way they are encoded there. */
export function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  let hidden = text;
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value.length < SHORTEST) continue;
    for (const form of new Set([value, encodeURIComponent(value), base64(value), JSON.stringify(value).slice(1, -1)]))
      hidden = hidden.replaceAll(form, HIDDEN);
  }
  return hidden;
}

/** A text in Base64, as headers have it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
