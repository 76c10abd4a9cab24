import { Caseless } from '../caseless.ts';

/** Numbers in words that carry a scale. */
export function germanNumbers(): RegExp {
  const units = 'eine?[mnrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sechzehn|siebzehn';
  const tens = 'zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|anderthalb|halbe[nr]?';
  const small = `(?:(?:${units}|${tens}|und)+)`;
  // hundert Tonnen may be a unit, zweihundert is a number
  const compound = `${small}(?:hundert|tausend)(?:${units}|${tens}|und|hundert|tausend)*`;
  const scaled = String.raw`(?:${compound}|${small}|hundert|tausend)\s+(?:Million(?:en)?|Milliarden?|Billion(?:en)?|Prozent(?:punkte?n?)?)`;
  const others = String.raw`(?<!(?:einige|mehrere)[rn]?\s)hunderttausend|${small}prozentige?[mnrs]?`;
  return new Caseless(String.raw`(?<!\p{L})(?:${scaled}|${compound}|${others})(?!\p{L}|\s+Mal(?!\p{L}))`, 'gu');
}
