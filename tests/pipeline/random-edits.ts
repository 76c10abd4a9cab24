import fs from 'node:fs/promises';
import path from 'node:path';

/** A change of the files below a root folder, as a person would say it. */
export interface Edit {
  readonly says: string;
  readonly apply: (root: string) => Promise<void>;
}

/** Numbers from 0 up to 1 that a seed decides: Tommy Ettinger's mulberry32. */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The texts that people write below a root folder, by their paths. */
async function textsIn(root: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const top of ['data', 'templates']) {
    const entries = await fs.readdir(path.join(root, top), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !/\.(?:yaml|hbs|json|css|csv)$/.test(entry.name)) continue;
      const file = path.join(entry.parentPath, entry.name);
      texts.set(path.relative(root, file), await fs.readFile(file, 'utf8'));
    }
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Edits one after another, each made up when the one before has been applied to `root`: a digit or a word changes, a line
 * comes or goes, a file comes or goes, and often all is again as it was at an earlier time. The same seed gives the same
 * edits.
 */
export async function* randomEdits(root: string, count: number, seed: number): AsyncGenerator<Edit> {
  const random = numbersOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const times = [await textsIn(root)];
  for (let made = 0; made < count; made += 1) {
    const before = await textsIn(root);
    const after = random() < 0.25 ? pick(times) : changed(before, pick, random);
    times.push(after);
    yield { says: difference(before, after), apply: (other) => write(other, before, after) };
  }
}

function changed(
  texts: ReadonlyMap<string, string>,
  pick: <T>(list: readonly T[]) => T,
  random: () => number,
): Map<string, string> {
  const [file, text] = pick([...texts]);
  const lines = text.split('\n');
  const line = pick([...lines.keys()]);
  const replaced = (pattern: RegExp, by: (found: string) => string): string => {
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return `${text}\n`;
    const { 0: word, index } = pick(found);
    return text.slice(0, index) + by(word) + text.slice(index + word.length);
  };
  const kinds: (() => [string, string | undefined])[] = [
    () => [file, replaced(/\d/g, (digit) => String((Number(digit) + 1 + Math.floor(random() * 9)) % 10))],
    () => [file, replaced(/(?<= )[a-z]{4,}(?= )/g, (word) => `${word}x`)],
    () => [file, replaced(/(?<= )[a-z]{4,}(?= )/g, (word) => `${word} ${word}`)],
    () => [file, lines.toSpliced(line, 0, '').join('\n')],
    () => [file, lines.toSpliced(line, 1).join('\n')],
    () => [file, undefined],
    () => [`templates/style.yaml`, `text_size: ${pick(['9pt', '10pt', '11pt'])}\n`],
    () => [
      path.join(file.startsWith('templates/') ? path.dirname(file) : 'templates', 'style.yaml'),
      `look: { h2: { colour: '${pick(['#222222', '#333333', '#444444'])}' } }\n`,
    ],
    () => [path.join(path.dirname(file), 'other.yaml'), 'a: b\n'],
  ];
  // Most changes are of a kind that leaves the brief printable.
  const [path_, content] = pick([...kinds, ...kinds.slice(0, 4), ...kinds.slice(0, 4)])();
  const after = new Map(texts);
  if (content === undefined) after.delete(path_);
  else after.set(path_, content);
  return after;
}

async function write(
  root: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<void> {
  for (const file of before.keys()) if (!after.has(file)) await fs.rm(path.join(root, file));
  for (const [file, text] of after) {
    if (before.get(file) === text) continue;
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const files = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  return files.length === 0 ? 'nothing' : files.map((file) => `${after.has(file) ? '' : 'without '}${file}`).join(', ');
}
