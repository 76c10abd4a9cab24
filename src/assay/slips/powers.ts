import type { Source } from '../../dataset/model.ts';

/** The powers of ten by which a number may be wrong, whatever the language. */
const POWERS = [1, 2, 3, 4, 6, 8, 9];

/** Languages that count in ten thousands and hundred millions, or in hundred thousands and ten millions. */
const COUNTING: readonly { readonly languages: readonly string[]; readonly powers: readonly number[] }[] = [
  { languages: ['zh', 'ja', 'ko'], powers: [4, 8] },
  { languages: ['hi', 'bn', 'gu', 'mr', 'ta', 'te', 'kn', 'ml', 'pa', 'ur', 'en-IN'], powers: [5, 7] },
];

/** The powers of ten by which a number word of a language is easily mistaken for another. */
export function countingPowers({ language = '' }: Source): readonly number[] {
  const [word] = language.split('-');
  const isIts = (one: string): boolean => one === language || one === word;
  return COUNTING.filter(({ languages }) => languages.some(isIts)).flatMap(({ powers }) => powers);
}

/** The powers of ten by which figures of a source may be wrong, with both signs. */
export function powersOf(source: Source): number[] {
  return [...new Set([...POWERS, ...countingPowers(source)])].flatMap((power) => [power, -power]);
}
