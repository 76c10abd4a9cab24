import { Caseless } from '../caseless.ts';

/** Numbers in words that carry a scale. */
export function englishNumbers(): RegExp {
  const units = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen';
  const tens = 'seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
  const small = `(?:${units}|${tens})`;
  const scale = '(?:hundred|thousand|lakh|million|crore|billion|trillion)';
  const percent = String.raw`(?:per\s+cent|percent|percentage\s+points?)`;
  const gap = String.raw`(?:\s+(?:and\s+|point\s+)?|-)`;
  const start = String.raw`(?:${small}|(?:half\s+)?an?(?=\s+${scale}\b))`;
  const last = `(?:${scale}|${percent})`;
  const pattern = String.raw`\b${start}(?:${gap}${small}){0,9}${gap}${last}(?:${gap}(?:${small}|${last})){0,30}\b`;
  const others = String.raw`\bhundred-thousand(?!s)\b|\b${small}\s+point\s+${small}\b`;
  return new Caseless(String.raw`(?:${pattern}|${others})(?!-?fold|${gap}(?:${small}|${last}|times)\b)`, 'gu');
}
